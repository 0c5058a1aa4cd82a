import type { RoomDraw, RoomStanding, WaitingRoomView } from '@ticket-flow/client/protocol';
import { AppError, notFound } from '../platform/errors.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import type { Mutex } from '../platform/mutex.ts';
import type { Admission } from '../seats/index.ts';
import { createAdmitting } from './admitting.ts';
import type { SaleAhead } from './admitting.ts';
import { createAdmissionTokens } from './admission-tokens.ts';
import { createArrivals } from './arrivals.ts';
import type { LineRepository } from './line-repository.ts';
import { createProjection } from './projection.ts';
import type { RoomRepository, WaitingRoomRecord } from './room-repository.ts';
import type { RoomStore } from './room-store.ts';
import { createRooms } from './rooms.ts';
import { isInvited, splitDraw } from './shuffle.ts';
import { createStandings } from './standings.ts';

/** Told whose place has changed; `all`: everybody's may have. */
export type Moved = (performanceId: number, accounts: readonly string[] | 'all') => void;

/** Waiting rooms: one place for one account, in an order that anyone can check. */
export interface WaitingRoom {
  /**
   * Takes a place, or finds it. Throws NOT_FOUND, CLOSED, EMAIL_NOT_VERIFIED, and what the check
   * throws, which is asked only of those who have no place yet.
   */
  join(
    performanceId: number,
    account: string,
    checkHuman?: () => Promise<void>,
  ): Promise<RoomStanding>;
  look(performanceId: number, account: string): Promise<RoomStanding>;
  /** After being let in: the time for choosing begins. Throws NOT_ADMITTED. */
  enter(performanceId: number, account: string): Promise<RoomStanding>;
  leave(performanceId: number, account: string): Promise<RoomStanding>;
  /** An order is paid: whoever has tickets makes room, unless more is being bought. */
  finished(performanceId: number, account: string): Promise<void>;
  /** For everybody. Throws NOT_FOUND. */
  view(performanceId: number): Promise<WaitingRoomView>;
  /** Throws NOT_FOUND, and CLOSED before the opening. */
  draw(performanceId: number): Promise<RoomDraw>;
  /** Several at once, for pushing; undefined: there is no such room (any more). */
  standings(
    performanceId: number,
    accounts: readonly string[],
  ): Promise<RoomStanding[] | undefined>;
  /** What is known of a room without asking anybody. */
  known(performanceId: number): WaitingRoomRecord | undefined;
  /** What holding seats asks. */
  readonly admission: Admission;
  onMoved(listener: Moved): void;
  /** After an organiser's change here; other nodes see it within a second. */
  changed(performanceId: number): Promise<void>;
  startJobs(): void;
  stop(): Promise<void>;
}

export interface WaitingRoomDependencies {
  readonly repository: RoomRepository;
  readonly lines: LineRepository;
  readonly store: RoomStore;
  readonly sale: SaleAhead;
  readonly accounts: {
    isVerified(account: string): Promise<boolean>;
    /** The account of a holder that is one. */
    accountOf(holder: string): string | undefined;
  };
  readonly tokenSecret: string;
  readonly mutex: Mutex;
  readonly logger: Logger;
}

const TEND_MS = 1_000;
const TEND_LOCK_MS = 5_000;

export function createWaitingRoom(dependencies: WaitingRoomDependencies): WaitingRoom {
  const { repository, lines, store, sale, accounts, mutex, logger } = dependencies;
  const tokens = createAdmissionTokens(dependencies.tokenSecret);
  const listeners: Moved[] = [];
  const moved: Moved = (performanceId, who) => {
    for (const listener of listeners) listener(performanceId, who);
  };
  const rooms = createRooms({ repository, logger });
  const projection = createProjection({ store, lines, mutex });
  const standings = createStandings({ store, projection, lines, tokens });
  const arrivals = createArrivals({ lines });
  const admitting = createAdmitting({
    ...{ rooms, repository, lines, store, projection, sale, moved, logger },
  });
  /** Whoever changed it, an organiser's command on the database among them. */
  async function follow(room: WaitingRoomRecord, before: WaitingRoomRecord | undefined) {
    const { performance_id: id, state } = room;
    const newState = before?.state !== state;
    if (newState && (before === undefined || state === 'lifted')) await sale.termsChanged(id);
    if (newState && before !== undefined) await projection.rebuild(id);
    moved(id, 'all');
  }
  rooms.onChange((room, before) => {
    follow(room, before).catch((error: unknown) => {
      const { performance_id: performanceId } = room;
      logger.warn({ err: error, performanceId }, 'a change of a waiting room was followed in part');
    });
  });
  let job: Job | undefined;

  async function roomOf(performanceId: number): Promise<WaitingRoomRecord> {
    const room = await rooms.get(performanceId);
    if (!room || room.state === 'lifted') throw notFound('waiting room');
    return room;
  }

  async function standing(room: WaitingRoomRecord, account: string): Promise<RoomStanding> {
    const [found] = await standings.of(room, [account]);
    if (!found) throw new Error('no standing was answered');
    return found;
  }

  /** Invited accounts do not wait. */
  async function letInvitedIn(room: WaitingRoomRecord, account: string): Promise<void> {
    const { performance_id: id } = room;
    const { now } = await projection.withRoom(id, () =>
      store.take(id, { ratePerMinute: room.rate_per_minute, wanted: 0 }),
    );
    const admitted = await lines.admitInvited(id, account, now + room.come_within_ms);
    if (admitted) await projection.withRoom(id, () => store.admit(id, [admitted]));
  }

  async function join(performanceId: number, account: string, checkHuman?: () => Promise<void>) {
    const room = await roomOf(performanceId);
    const before = await standing(room, account);
    if (before.place.state !== 'none' && before.place.state !== 'ended') return before;
    if (!(await accounts.isVerified(account))) {
      throw new AppError('EMAIL_NOT_VERIFIED', 'Confirm your e-mail address first.');
    }
    await checkHuman?.();
    const arrival = await arrivals.arrive(performanceId, account);
    if (!arrival) {
      const { phase } = before.room;
      const details = { state: phase };
      throw new AppError('CLOSED', 'Nobody can join this waiting room now.', { details });
    }
    const place = Number(arrival.place);
    await projection.withRoom(performanceId, () => store.add(performanceId, [{ account, place }]));
    if (isInvited(place)) await letInvitedIn(room, account);
    return standing(room, account);
  }

  async function leave(performanceId: number, account: string): Promise<RoomStanding> {
    const room = await roomOf(performanceId);
    if ((await lines.leaveLine(performanceId, [account], 'left')) > 0) {
      await projection.withRoom(performanceId, () => store.remove(performanceId, [account]));
    }
    const { admission } = await lines.place(performanceId, account);
    if (admission?.state === 'admitted') {
      const which = { account, number: admission.no };
      await lines.end(performanceId, which, 'left');
      await projection.withRoom(performanceId, () => store.end(performanceId, which));
    }
    moved(performanceId, [account]);
    return standing(room, account);
  }

  async function enter(performanceId: number, account: string): Promise<RoomStanding> {
    const room = await roomOf(performanceId);
    const { place } = await standing(room, account);
    const { admission } = await lines.place(performanceId, account);
    if (place.state !== 'admitted' || admission?.state !== 'admitted') throw notAdmitted();
    const which = { account, number: admission.no };
    const reply = await projection.withRoom(performanceId, () =>
      store.enter(performanceId, { ...which, sessionMs: room.session_ms }),
    );
    if (reply.code === 'GONE') throw notAdmitted();
    await lines.entered(performanceId, { ...which, until: reply.until });
    // An image that was read before this may have been put in place meanwhile.
    const listed = { ...which, until: reply.until, entered: true };
    await projection.withRoom(performanceId, () => store.admit(performanceId, [listed]));
    moved(performanceId, [account]);
    return standing(room, account);
  }

  /** WAIT-4: true when the store had missed an admission that the database knows. */
  const confirm: Admission['confirm'] = async (performanceId, { account, number }) => {
    const seen = await projection.withRoom(performanceId, () =>
      store.look(performanceId, [account]),
    );
    const [where] = seen.found;
    if (where?.at === 'list' && where.number === number) return false;
    const { admission } = await lines.place(performanceId, account);
    if (admission?.state !== 'admitted' || admission.no !== number) return false;
    const { hold_until: until, entered } = admission;
    const listed = { account, number, until: Number(until), entered: Boolean(entered) };
    await projection.withRoom(performanceId, () => store.admit(performanceId, [listed]));
    return true;
  };

  /** One node does it at a time; two would only do some of it twice (WAIT-2, WAIT-3). */
  async function tendAll(): Promise<void> {
    for (const room of rooms.all()) {
      const name = `room:${String(room.performance_id)}`;
      await mutex
        .tryRun(name, TEND_LOCK_MS, () => admitting.tend(room))
        .catch((error: unknown) => {
          const { performance_id: performanceId } = room;
          logger.warn({ err: error, performanceId }, 'a waiting room will be tended again');
        });
    }
  }

  return {
    ...{ join, leave, enter },
    look: async (performanceId, account) => standing(await roomOf(performanceId), account),
    finished: async (performanceId, account) => {
      const room = await rooms.get(performanceId);
      if (!room) return;
      const { admission } = await lines.place(performanceId, account);
      if (admission?.state !== 'admitted') return;
      const { no: number, hold_until: until, entered } = admission;
      const listed = { account, number, until: Number(until), entered: Boolean(entered) };
      await admitting.endIfIdle(performanceId, listed, 'finished');
    },
    view: async (performanceId) => standings.facts(await roomOf(performanceId)),
    draw: async (performanceId) => {
      const room = await roomOf(performanceId);
      const draw = await repository.draw(performanceId);
      if (draw === undefined) {
        throw new AppError('CLOSED', 'The draw can be checked after the opening.');
      }
      const order = splitDraw(draw);
      return { seedHash: room.seed_hash, seed: room.seed, lobby: order.length, order };
    },
    standings: async (performanceId, who) => {
      const room = await rooms.get(performanceId);
      return room && standings.of(room, who);
    },
    known: (performanceId) => rooms.known(performanceId),
    admission: {
      entryOf: (performanceId, holder, token) => {
        const account = accounts.accountOf(holder);
        if (account === undefined) return undefined;
        const number = tokens.numberOf(performanceId, account, token);
        return number === undefined ? undefined : { account, number };
      },
      restore: async (performanceId) => {
        await projection.withRoom(performanceId, () => store.look(performanceId, []));
      },
      confirm,
    },
    onMoved: (listener) => listeners.push(listener),
    changed: async (performanceId) => {
      await rooms.reload(performanceId);
    },
    startJobs: () => {
      rooms.start();
      job = startJob('tend waiting rooms', TEND_MS, tendAll, logger);
    },
    stop: async () => {
      await Promise.all([rooms.stop(), job?.stop()]);
    },
  };
}

function notAdmitted(): AppError {
  return new AppError('NOT_ADMITTED', 'It is not your turn, or it is over.');
}
