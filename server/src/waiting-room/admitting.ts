import type { PlaceEnd } from '@ticket-flow/client/protocol';
import type { Logger } from '../platform/logging.ts';
import type { LineRepository } from './line-repository.ts';
import type { Projection } from './projection.ts';
import type { RoomRepository, WaitingRoomRecord } from './room-repository.ts';
import type { ListedAdmission, RoomStore } from './room-store.ts';
import type { Rooms } from './rooms.ts';

/** What the room asks of the sale it stands before. */
export interface SaleAhead {
  /** Seats that nobody has, and seats that may come free again. */
  seatsLeft(performanceId: number): Promise<{ free: number; held: number }>;
  /** Whether seats will never be sold again (not: are not sold yet). */
  isOver(performanceId: number): Promise<boolean>;
  /** From now on seats can (not) be held without being let in. */
  termsChanged(performanceId: number): Promise<void>;
  /** WAIT-6: those of the accounts that have a live hold, or an order that is not paid yet. */
  busyAmong(performanceId: number, accounts: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface Admitting {
  /** One turn of a room: opens it, ends what is over, lets people in. */
  tend(room: WaitingRoomRecord): Promise<void>;
  /** Ends an admission, unless its account has a hold or an unpaid order. */
  endIfIdle(performanceId: number, admission: ListedAdmission, reason: PlaceEnd): Promise<void>;
}

export interface AdmittingDependencies {
  readonly rooms: Rooms;
  readonly repository: RoomRepository;
  readonly lines: LineRepository;
  readonly store: RoomStore;
  readonly projection: Projection;
  readonly sale: SaleAhead;
  /** Told whose place has changed; `all`: everybody's may have. */
  readonly moved: (performanceId: number, accounts: readonly string[] | 'all') => void;
  readonly logger: Logger;
}

/** Turns between two comparisons of the store with the database. */
const COMPARE_EVERY = 10;

export function createAdmitting(dependencies: AdmittingDependencies): Admitting {
  const { rooms, repository, lines, store, projection, sale, moved, logger } = dependencies;
  const turns = new Map<number, { count: number; apart: boolean }>();

  /** Ends a room for good. */
  async function close(performanceId: number, because: 'sold_out' | 'closed'): Promise<void> {
    if (await repository.close(performanceId, because)) await rooms.reload(performanceId);
  }

  /** WAIT-2 */
  async function open({ performance_id: id }: WaitingRoomRecord): Promise<void> {
    if (!(await repository.open(id, 'due'))) return;
    logger.info({ performanceId: id }, 'a waiting room has opened');
    await rooms.reload(id);
  }

  async function end(id: number, { account, number }: ListedAdmission, reason: PlaceEnd) {
    await lines.end(id, { account, number }, reason);
    await projection.withRoom(id, () => store.end(id, { account, number }));
    moved(id, [account]);
  }

  async function endIdle(
    room: WaitingRoomRecord,
    admissions: readonly ListedAdmission[],
    reasonOf: (admission: ListedAdmission) => PlaceEnd,
  ): Promise<void> {
    if (admissions.length === 0) return;
    const { performance_id: id } = room;
    const busy = await sale.busyAmong(
      id,
      admissions.map(({ account }) => account),
    );
    for (const admission of admissions) {
      if (!busy.has(admission.account)) await end(id, admission, reasonOf(admission));
    }
    // Looked at again after another grace: they may sit at a payment provider's page.
    const kept = [...busy];
    if (kept.length > 0) await projection.withRoom(id, () => store.look(id, kept));
  }

  /** WAIT-6, WAIT-7 */
  async function sweep(room: WaitingRoomRecord): Promise<void> {
    const { performance_id: id, grace_ms: graceMs } = room;
    const due = await projection.withRoom(id, () => store.due(id, graceMs));
    // Closing takes everybody's time; this node may not have heard of it yet.
    const closing = due.over.some(({ until }) => until === 0);
    const because = closing ? (await repository.find(id))?.closed_because : null;
    const timeUp = ({ entered, until }: ListedAdmission): PlaceEnd =>
      until === 0 && because ? because : entered ? 'timed_out' : 'missed';
    await endIdle(room, due.over, timeUp);
    const over = new Set(due.over.map(({ account }) => account));
    const away = due.absent.filter(({ account }) => !over.has(account));
    const inside = away.flatMap(({ admission }) => admission ?? []);
    await endIdle(room, inside, ({ entered }) => (entered ? 'absent' : 'missed'));
    const gone = away.filter(({ admission }) => !admission).map(({ account }) => account);
    if (gone.length === 0) return;
    await lines.leaveLine(id, gone, 'absent');
    await projection.withRoom(id, () => store.remove(id, gone));
    moved(id, gone);
  }

  /** WAIT-3: no faster than the rate, no more than may be active, nobody to an empty hall. */
  async function letIn(room: WaitingRoomRecord, free: number): Promise<void> {
    const { performance_id: id, rate_per_minute: ratePerMinute } = room;
    const seen = await projection.withRoom(id, () => store.look(id, []));
    const open = room.state === 'open' || room.state === 'draining';
    const places = Math.min(room.max_active - seen.admitted, free, seen.waiting);
    const wanted = open ? Math.max(0, places) : 0;
    const { granted, now } = await projection.withRoom(id, () =>
      store.take(id, { ratePerMinute, wanted }),
    );
    if (granted === 0) return;
    const admitted = await lines.admit(id, granted, now + room.come_within_ms);
    await projection.withRoom(id, () => store.admit(id, admitted));
    moved(
      id,
      admitted.map(({ account }) => account),
    );
  }

  /** What a node that stopped half-way has left apart is put right. */
  async function compare(id: number): Promise<void> {
    const turn = turns.get(id) ?? { count: 0, apart: false };
    turns.set(id, turn);
    turn.count += 1;
    if (turn.count % COMPARE_EVERY !== 0) return;
    const durable = await lines.sizes(id);
    const seen = await projection.withRoom(id, () => store.look(id, []));
    const apart = durable.waiting !== seen.waiting || durable.admitted !== seen.admitted;
    // Once may be somebody just coming; twice in a row is not.
    if (apart && turn.apart) {
      logger.warn({ performanceId: id, durable, seen }, 'a waiting room is filled again');
      await projection.rebuild(id);
    }
    turn.apart = apart;
  }

  return {
    endIfIdle: async (performanceId, admission, reason) => {
      const busy = await sale.busyAmong(performanceId, [admission.account]);
      if (!busy.has(admission.account)) await end(performanceId, admission, reason);
    },
    tend: async (room) => {
      const { performance_id: id, state } = room;
      if (state === 'lifted') return;
      await sweep(room);
      if (state === 'closed') return;
      await compare(id);
      if (await sale.isOver(id)) return close(id, 'closed');
      if (state === 'lobby') return open(room);
      const { free, held } = await sale.seatsLeft(id);
      if (free + held === 0) return close(id, 'sold_out');
      await letIn(room, free);
    },
  };
}
