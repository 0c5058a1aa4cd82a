import { SeatMapState } from '@ticket-flow/client';
import type {
  ClientToServerEvents,
  ErrorBody,
  Result,
  RoomStanding,
  SeatBits,
  ServerToClientEvents,
  Snapshot,
} from '@ticket-flow/client';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { waitFor } from '../../support/wait.ts';
import { refusal, unanswered, Unanswered } from './refusal.ts';
import type { Tally } from './tally.ts';

type Events = ClientToServerEvents;
export type RequestOf<E extends keyof Events> = Parameters<Events[E]>[0];
export type AnswerOf<E extends keyof Events> =
  Parameters<Parameters<Events[E]>[1]>[0] extends Result<infer T> ? T : never;

/** One page with its socket; it reconnects as the SDK does, and takes its place up again. */
export interface Device {
  /** Throws a Refusal, or Unanswered. */
  ask<E extends keyof Events>(event: E, request: RequestOf<E>): Promise<AnswerOf<E>>;
  /** Takes a place; after every reconnect it looks where that one is. */
  join(): Promise<RoomStanding>;
  /** For a page that comes to a place taken on an earlier one. */
  look(): Promise<RoomStanding>;
  watch(): Promise<void>;
  /** The live map, once it is watched. */
  bits(): SeatBits | undefined;
  /** Resolves when it is connected and signed in. */
  ready(): Promise<void>;
  close(): void;
}

export interface DeviceOptions {
  readonly url: string;
  readonly address: string;
  readonly accessToken: string;
  readonly performanceId: number;
  readonly tally: Tally;
  readonly onStanding: (standing: RoomStanding) => void;
}

const ANSWER_WITHIN_MS = 5_000;
const READY_WITHIN_MS = 30_000;
/** What the checkbox of the sandbox answers. */
const HUMAN = 'sandbox:human';

export function openDevice(options: DeviceOptions): Device {
  const { url, address, accessToken, performanceId, tally, onStanding } = options;
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url, {
    ...{ transports: ['websocket'], forceNew: true, localAddress: address },
    // The SDK's own patience.
    ...{ reconnectionDelay: 400, reconnectionDelayMax: 2_000, randomizationFactor: 0.9 },
    ...{ timeout: 5_000, auth: { protocol: 1 } },
  });
  tally.sockets += 1;
  let signedIn = false;
  let closed = false;
  let joined = false;
  let watching = false;
  const map = new SeatMapState();

  socket.on('connect', () => {
    void resume();
  });
  socket.on('disconnect', () => {
    signedIn = false;
  });
  socket.on('connect_error', (error) => {
    // Refused by the server with a code; the transport's own failures are tried again.
    const { data } = error as { data?: ErrorBody };
    if (data?.error) refusal(tally, { where: 'connect', body: data });
  });
  socket.on('room:standing', onStanding);
  socket.on('map:frame', (frame) => {
    if (map.applyFrame(frame).kind === 'resync') void watch().catch(() => undefined);
  });
  socket.on('map:heartbeat', (heartbeat) => {
    if (map.applyHeartbeat(heartbeat).kind === 'resync') void watch().catch(() => undefined);
  });

  async function send<E extends keyof Events>(
    event: E,
    request: RequestOf<E>,
  ): Promise<AnswerOf<E>> {
    const patient = socket.timeout(ANSWER_WITHIN_MS) as unknown as {
      emitWithAck(name: string, payload: unknown): Promise<Result<AnswerOf<E>>>;
    };
    const answer = await patient.emitWithAck(event, request).catch((error: unknown) => {
      // Of a page that was closed nobody waits for an answer.
      throw closed ? new Unanswered(event, error) : unanswered(tally, event, error);
    });
    if (answer.ok) return answer;
    throw refusal(tally, { where: event, body: answer });
  }

  /** After every connect: who it is, where it stands, what it watches. */
  async function resume(): Promise<void> {
    try {
      await send('session:authenticate', { accessToken });
      signedIn = true;
      if (joined) onStanding(await send('room:look', { performanceId }));
      if (watching) await watch();
    } catch (error) {
      if (closed || !socket.connected) return;
      const { retryAfterMs = 500 } = error as { retryAfterMs?: number };
      setTimeout(() => {
        if (!closed && socket.connected) void resume();
      }, retryAfterMs);
    }
  }

  async function watch(): Promise<void> {
    watching = true;
    const position = map.position && ([map.position.epoch, map.position.version] as const);
    const { snapshot }: { snapshot: Snapshot } = await send('map:watch', {
      performanceId,
      ...(position && { position }),
    });
    map.applySnapshot(snapshot, true);
  }

  async function stand(asking: () => Promise<RoomStanding>): Promise<RoomStanding> {
    await ready();
    const standing = await asking();
    joined = true;
    onStanding(standing);
    return standing;
  }

  async function ready(): Promise<void> {
    await waitFor(() => signedIn || closed, {
      ...{ timeoutMs: READY_WITHIN_MS, intervalMs: 50 },
    }).catch((error: unknown) => {
      throw unanswered(tally, 'connect', error);
    });
    if (closed) throw new Unanswered('a closed page');
  }

  return {
    ready,
    ask: async (event, request) => {
      await ready();
      return send(event, request);
    },
    join: () => stand(() => send('room:join', { performanceId, human: HUMAN })),
    look: () => stand(() => send('room:look', { performanceId })),
    watch: async () => {
      await ready();
      await watch();
    },
    bits: () => map.bits,
    close: () => {
      closed = true;
      socket.disconnect();
    },
  };
}
