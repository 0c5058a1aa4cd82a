import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import { LIVE } from './room-repository.ts';
import type { RoomRepository, WaitingRoomRecord } from './room-repository.ts';

/** The rooms as this node knows them: read once a second, and kept while the database is away. */
export interface Rooms {
  get(performanceId: number): Promise<WaitingRoomRecord | undefined>;
  /** What `get` would answer without asking. */
  known(performanceId: number): WaitingRoomRecord | undefined;
  /** Reads one again, at once. */
  reload(performanceId: number): Promise<WaitingRoomRecord | undefined>;
  /** Everyone who is not over, and those this node has met. */
  all(): readonly WaitingRoomRecord[];
  /** Reads all again. */
  refresh(): Promise<void>;
  /** Told when a room has moved on, or has other times. */
  onChange(listener: RoomChanged): void;
  start(): void;
  stop(): Promise<void>;
}

/** `before` is undefined when this node meets the room. */
export type RoomChanged = (room: WaitingRoomRecord, before: WaitingRoomRecord | undefined) => void;

const REFRESH_MS = 1_000;
/** A performance without a room is asked about again after so long. */
const NONE_FOR_MS = 1_000;

export interface RoomsDependencies {
  readonly repository: RoomRepository;
  readonly logger: Logger;
}

export function createRooms({ repository, logger }: RoomsDependencies): Rooms {
  const rooms = new Map<number, WaitingRoomRecord>();
  const none = new Map<number, number>();
  const listeners: RoomChanged[] = [];
  let job: Job | undefined;

  function keep(room: WaitingRoomRecord): void {
    const before = rooms.get(room.performance_id);
    rooms.set(room.performance_id, room);
    none.delete(room.performance_id);
    if (before && signature(before) === signature(room)) return;
    for (const listener of listeners) listener(room, before);
  }

  async function reload(performanceId: number): Promise<WaitingRoomRecord | undefined> {
    const room = await repository.find(performanceId);
    if (room) keep(room);
    else none.set(performanceId, Date.now() + NONE_FOR_MS);
    return room;
  }

  async function refresh(): Promise<void> {
    const met = [...rooms.values()].filter(isLive).map((room) => room.performance_id);
    for (const room of await repository.live(met)) keep(room);
    for (const [performanceId, until] of none) if (until < Date.now()) none.delete(performanceId);
  }

  return {
    get: async (performanceId) => {
      const room = rooms.get(performanceId);
      if (room) return room;
      return (none.get(performanceId) ?? 0) > Date.now() ? undefined : reload(performanceId);
    },
    known: (performanceId) => rooms.get(performanceId),
    reload,
    all: () => [...rooms.values()],
    refresh,
    onChange: (listener) => listeners.push(listener),
    start: () => {
      job = startJob('read waiting rooms', REFRESH_MS, refresh, logger);
    },
    stop: async () => {
      await job?.stop();
    },
  };
}

export function isLive({ state }: WaitingRoomRecord): boolean {
  return LIVE.includes(state);
}

/** What people are told of; arrivals and admissions are counted elsewhere. */
function signature(room: WaitingRoomRecord): string {
  return JSON.stringify({ ...room, next_seq: 0, last_no: 0 });
}
