import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import { handle } from '../platform/sockets/handle.ts';
import type { RoomStanding } from '@ticket-flow/client/protocol';
import type { Audience, Listener } from './audience.ts';
import { schemas } from './schemas.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** What the edge needs of a connection. */
export interface RoomSocket {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  emit(event: 'room:standing', standing: RoomStanding): unknown;
}

export interface RoomSocketDependencies {
  readonly waitingRoom: WaitingRoom;
  readonly audience: Audience;
  /** The account that is signed in on this connection. Throws UNAUTHENTICATED, TOKEN_EXPIRED. */
  readonly accountNow: () => string | undefined;
  /** Throws HUMAN_CHECK when it takes the asker for a machine. */
  readonly checkHuman: (response: string | undefined) => Promise<void>;
  readonly logger: Logger;
}

type Step = (performanceId: number, account: string) => Promise<RoomStanding>;

/** The waiting room's events on one connection. */
export function attachRoom(socket: RoomSocket, dependencies: RoomSocketDependencies): void {
  const { waitingRoom, audience, accountNow, checkHuman, logger } = dependencies;
  const listener: Listener = {
    isStill: (account) => signedIn() === account,
    tell: (standing) => {
      socket.emit('room:standing', standing);
    },
  };

  /** Who is signed in now, if anybody. */
  function signedIn(): string | undefined {
    try {
      return accountNow();
    } catch {
      return undefined;
    }
  }

  async function answerTo(step: Step, performanceId: number): Promise<RoomStanding> {
    const account = accountNow();
    if (account === undefined) {
      throw new AppError('FORBIDDEN', 'Only accounts of this site have places in waiting rooms.');
    }
    const standing = await step(performanceId, account);
    if (HEARS.has(standing.place.state)) audience.add(performanceId, account, listener);
    return standing;
  }

  handle(socket, 'room:join', schemas['room:join'], logger, async (request, answer) => {
    const { performanceId, human } = request;
    const check = (): Promise<void> => checkHuman(human);
    answer(await answerTo((id, account) => waitingRoom.join(id, account, check), performanceId));
  });
  const steps = {
    'room:look': (id, account) => waitingRoom.look(id, account),
    'room:enter': (id, account) => waitingRoom.enter(id, account),
    'room:leave': (id, account) => waitingRoom.leave(id, account),
  } as const satisfies Record<string, Step>;
  for (const [event, step] of Object.entries(steps)) {
    handle(socket, event, schemas['room:look'], logger, async ({ performanceId }, answer) => {
      answer(await answerTo(step, performanceId));
    });
  }
  socket.on('disconnect', () => {
    audience.remove(listener);
  });
}

/** Places that something may happen to. */
const HEARS: ReadonlySet<string> = new Set(['lobby', 'waiting', 'admitted']);
