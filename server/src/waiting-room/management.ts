import { AppError, invalid, notFound } from '../platform/errors.ts';
import { checked } from '../platform/http/checked.ts';
import type { LineRepository } from './line-repository.ts';
import { newRoom, roomChange } from './requests.ts';
import type { NewRoomRequest, RoomChange } from './requests.ts';
import type { RoomRepository, WaitingRoomRecord } from './room-repository.ts';
import { hashSeed, newSeed } from './shuffle.ts';

/** What an organiser sees of a waiting room. */
export interface RoomEntry {
  readonly performanceId: number;
  readonly state: WaitingRoomRecord['state'];
  readonly lobbyOpensAt: number;
  readonly opensAt: number;
  readonly ratePerMinute: number;
  readonly maxActive: number;
  readonly comeWithinMs: number;
  readonly sessionMs: number;
  readonly graceMs: number;
  readonly waiting: number;
  /** Let in, and not yet out again. */
  readonly active: number;
  /** All who were ever let in. */
  readonly admitted: number;
  readonly seedHash: string;
  readonly closedBecause: string | null;
}

/** An organiser's controls; each change is one conditional update. */
export interface Management {
  list(): Promise<RoomEntry[]>;
  /** Throws INVALID, NOT_FOUND, and WRONG_STATE where there is one already. */
  create(request: NewRoomRequest): Promise<RoomEntry>;
  /** Throws INVALID, NOT_FOUND, and WRONG_STATE where the room's state doesn't allow it. */
  change(performanceId: number, change: RoomChange): Promise<RoomEntry>;
}

export interface ManagementDependencies {
  readonly repository: RoomRepository;
  readonly lines: Pick<LineRepository, 'sizes'>;
  readonly catalog: {
    /** When its sale opens and closes; undefined: no such performance. */
    saleTimes(performanceId: number): Promise<{ opensAt: number; closesAt: number } | undefined>;
    /** Whether its seats are held through a waiting room only; raises its sale's configuration. */
    requireAdmission(performanceId: number, required: boolean): Promise<void>;
  };
  readonly accounts: {
    /** The account of an e-mail address; undefined: there is none. */
    byEmail(email: string): Promise<string | undefined>;
  };
  /** Told after every change. */
  readonly changed: (performanceId: number) => Promise<void>;
}

const LOBBY_FOR_MS = 30 * 60_000;

export function createManagement(dependencies: ManagementDependencies): Management {
  const { repository, lines, catalog, accounts, changed } = dependencies;

  async function entry(room: WaitingRoomRecord): Promise<RoomEntry> {
    const { waiting, admitted } = await lines.sizes(room.performance_id);
    return {
      performanceId: room.performance_id,
      state: room.state,
      lobbyOpensAt: Number(room.lobby_opens_at),
      opensAt: Number(room.opens_at),
      ratePerMinute: room.rate_per_minute,
      maxActive: room.max_active,
      comeWithinMs: room.come_within_ms,
      sessionMs: room.session_ms,
      graceMs: room.grace_ms,
      ...{ waiting, active: admitted, admitted: room.last_no },
      seedHash: room.seed_hash,
      closedBecause: room.closed_because,
    };
  }

  async function find(performanceId: number): Promise<WaitingRoomRecord> {
    const room = await repository.find(performanceId);
    if (!room) throw notFound('waiting room');
    return room;
  }

  async function create(request: NewRoomRequest): Promise<RoomEntry> {
    const wanted = checked(newRoom, request);
    const { performanceId } = wanted;
    const sale = await catalog.saleTimes(performanceId);
    if (!sale) throw notFound('performance');
    const now = Date.now();
    const lobbyOpensAt = wanted.lobbyOpensAt ?? now;
    const opensAt = wanted.opensAt ?? (sale.opensAt > now ? sale.opensAt : now + LOBBY_FOR_MS);
    if (opensAt < lobbyOpensAt) throw invalid('opensAt', 'opensAt: must not be before the lobby');
    if (opensAt >= sale.closesAt) throw invalid('opensAt', 'opensAt: the sale is over by then');
    const seed = newSeed();
    const inserted = await repository.insert({
      performance_id: performanceId,
      ...{ lobby_opens_at: lobbyOpensAt, opens_at: opensAt },
      ...{ rate_per_minute: wanted.ratePerMinute, max_active: wanted.maxActive },
      ...{ come_within_ms: wanted.comeWithinMs, session_ms: wanted.sessionMs },
      ...{ grace_ms: wanted.graceMs, seed, seed_hash: hashSeed(seed) },
    });
    if (!inserted) throw wrongState('There is a waiting room already.', await find(performanceId));
    await catalog.requireAdmission(performanceId, true);
    await changed(performanceId);
    return entry(await find(performanceId));
  }

  /** False: the room's state doesn't allow it. */
  async function apply(id: number, change: RoomChange): Promise<boolean> {
    switch (change.change) {
      case 'open':
        return (
          (await repository.open(id, 'now')) ||
          repository.move(id, ['paused', 'draining', 'open'], 'open')
        );
      case 'pause':
        return repository.move(id, ['open', 'draining', 'paused'], 'paused');
      case 'drain':
        return repository.move(id, ['open', 'paused', 'draining'], 'draining');
      case 'close':
        return repository.close(id, 'closed');
      case 'lift':
        if (!(await repository.move(id, [...LIFTABLE], 'lifted'))) return false;
        await catalog.requireAdmission(id, false);
        return true;
      case 'rate':
        return tune(id, { rate_per_minute: change.ratePerMinute });
      case 'active':
        return tune(id, { max_active: change.maxActive });
      case 'opens-at':
        return tune(id, { opens_at: change.opensAt });
      case 'invite':
        await repository.invite(id, await invited(change.emails));
        return true;
    }
  }

  /** All of them, or nobody is invited. */
  async function invited(emails: readonly string[]): Promise<string[]> {
    const found = await Promise.all(emails.map((email) => accounts.byEmail(email)));
    const missing = emails.filter((_, index) => found[index] === undefined);
    if (missing.length > 0) throw invalid('emails', `emails: no account of ${missing.join(', ')}`);
    return found.filter((account) => account !== undefined);
  }

  async function tune(id: number, tuning: Parameters<RoomRepository['tune']>[1]) {
    await repository.tune(id, tuning);
    return true;
  }

  return {
    list: async () => Promise.all((await repository.all()).map(entry)),
    create,
    change: async (performanceId, request) => {
      const change = checked(roomChange, request);
      const room = await find(performanceId);
      if (!(await apply(performanceId, change))) {
        throw wrongState(`The room cannot do that: it is ${room.state}.`, room);
      }
      await changed(performanceId);
      return entry(await find(performanceId));
    },
  };
}

const LIFTABLE = ['lobby', 'open', 'paused', 'draining', 'closed'] as const;

function wrongState(message: string, { state }: WaitingRoomRecord): AppError {
  return new AppError('WRONG_STATE', message, { details: { state } });
}
