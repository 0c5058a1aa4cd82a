import { randomUUID } from 'node:crypto';
import { TicketFlowClient, TicketFlowError } from '@ticket-flow/client';
import type { MadeHold, OrderDetail, Result, RoomPlace, RoomStanding } from '@ticket-flow/client';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { createTokens } from '../../server/src/identity/index.ts';
import { TOKEN_SECRET } from './app.ts';
import type { TestApp } from './app.ts';
import { BUYER, payOrder } from './purchases.ts';
import { waitFor } from './wait.ts';

type PlaceOf<S extends RoomPlace['state']> = Extract<RoomPlace, { state: S }>;

/** An account with a confirmed address, and connections of its own. */
export interface Visitor {
  readonly id: string;
  readonly token: string;
  /** A new connection, signed in. */
  connect(app?: Pick<TestApp, 'url'>): Promise<RoomVisit>;
}

/** One connection of a visitor, speaking the protocol without the SDK. */
export interface RoomVisit {
  readonly socket: Socket;
  readonly pushed: readonly RoomStanding[];
  ask(event: string, request: object): Promise<Result<object>>;
  /** Throws TicketFlowError. */
  join(performanceId: number): Promise<RoomStanding>;
  look(performanceId: number): Promise<RoomStanding>;
  enter(performanceId: number): Promise<RoomStanding>;
  leave(performanceId: number): Promise<RoomStanding>;
  hold(performanceId: number, seats: readonly number[], admission?: string): Promise<MadeHold>;
  /** Waits until a push says that the place is of that kind. */
  until<S extends RoomPlace['state']>(state: S): Promise<PlaceOf<S>>;
  close(): void;
}

export async function newVisitor(app: TestApp, verified = true): Promise<Visitor> {
  const id = randomUUID();
  const { models } = app.test.database;
  await app.test.database.transaction((transaction) =>
    models.users.create(
      {
        ...{
          id,
          email: `${id}@example.test`,
          password_hash: 'none',
          name: 'Visitor',
          platform_operator: false,
        },
        ...{
          locale: 'en',
          email_verified_at: verified ? Date.now() : null,
          created_at: Date.now(),
        },
      },
      { transaction },
    ),
  );
  const { token } = createTokens({ secret: TOKEN_SECRET }).issue(id);
  return { id, token, connect: (at = app) => visit(at.url, token) };
}

async function visit(url: string, accessToken: string): Promise<RoomVisit> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  const pushed: RoomStanding[] = [];
  socket.on('room:standing', (standing: RoomStanding) => pushed.push(standing));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const ask = (event: string, request: object): Promise<Result<object>> =>
    socket.timeout(8_000).emitWithAck(event, request) as Promise<Result<object>>;
  const demand = async <T>(event: string, request: object): Promise<T> => {
    const result = await ask(event, request);
    if (!result.ok) throw TicketFlowError.fromBody(result);
    return result as T;
  };
  await demand('session:authenticate', { accessToken });
  const room = (event: string) => (performanceId: number) =>
    demand<RoomStanding>(event, { performanceId });
  return {
    ...{ socket, pushed, ask },
    ...{ join: room('room:join'), look: room('room:look') },
    ...{ enter: room('room:enter'), leave: room('room:leave') },
    hold: (performanceId, seats, admission) =>
      demand('hold:create', {
        ...{ performanceId, seats, requestId: randomUUID() },
        ...(admission !== undefined && { admission }),
      }),
    until: (state) =>
      waitFor(
        () => {
          const place = pushed.at(-1)?.place;
          return place?.state === state ? (place as PlaceOf<typeof state>) : undefined;
        },
        { timeoutMs: 15_000, message: `a push of ${state}` },
      ),
    close: () => socket.disconnect(),
  };
}

/** Orders what is held, and pays for it. */
export async function buyHeld(
  url: string,
  visitor: Visitor,
  performanceId: number,
  { hold }: MadeHold,
): Promise<OrderDetail> {
  const client = new TicketFlowClient({ baseUrl: url, getToken: () => visitor.token });
  const request = { performanceId, holds: [hold.token], buyer: BUYER };
  const order = await client.createOrder(request, randomUUID());
  return payOrder(client, order, 'approve').finally(() => {
    client.close();
  });
}
