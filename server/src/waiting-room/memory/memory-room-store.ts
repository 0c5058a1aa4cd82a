import type { AdmissionList } from '../../seats/index.ts';
import { emptyBucket, take } from '../bucket.ts';
import type { Bucket } from '../bucket.ts';
import { ABSENT_BATCH } from '../room-store.ts';
import type { ListedAdmission, Lost, RoomStore, Whereabouts } from '../room-store.ts';
import { createLine } from './line.ts';
import type { Line } from './line.ts';

export interface MemoryRoomStoreOptions {
  /** Milliseconds; the one clock that every time here is judged by. */
  readonly now?: () => number;
}

export interface MemoryRoomStore extends RoomStore {
  /** For the in-process seat store, which shares this store's clock. */
  readonly admissions: AdmissionList;
  /** Forgets a room, as a wiped Redis would. */
  forget(performanceId: number): void;
}

interface Room {
  readonly line: Line;
  readonly admitted: Map<string, ListedAdmission>;
  readonly seen: Map<string, number>;
  /** Number of the last admission of an account that ended: it never comes back. */
  readonly ended: Map<string, number>;
  /** None before the first look into it. */
  bucket: Bucket | undefined;
}

const LOST: Lost = { code: 'LOST' };
const OK = { code: 'OK' } as const;

export function createMemoryRoomStore({
  now = Date.now,
}: MemoryRoomStoreOptions = {}): MemoryRoomStore {
  const rooms = new Map<number, Room>();

  function on<R>(performanceId: number, work: (room: Room) => R): Promise<R | Lost> {
    const room = rooms.get(performanceId);
    return Promise.resolve(room ? work(room) : LOST);
  }

  function list(room: Room, admission: ListedAdmission): void {
    const { account, number } = admission;
    if (isOver(room.ended, admission)) return;
    room.line.remove(account);
    room.seen.set(account, now());
    const before = room.admitted.get(account);
    if (before && (before.number > number || (before.number === number && before.entered))) return;
    room.admitted.set(account, admission);
  }

  return {
    install: async (performanceId, { line, admitted }) => {
      const ended = rooms.get(performanceId)?.ended ?? new Map<string, number>();
      const alive = admitted.filter((one) => !isOver(ended, one));
      const room: Room = {
        line: createLine(line),
        admitted: new Map(alive.map((one) => [one.account, one])),
        seen: new Map([...line, ...alive].map(({ account }) => [account, now()])),
        ended,
        bucket: rooms.get(performanceId)?.bucket,
      };
      rooms.set(performanceId, room);
    },
    add: (performanceId, entries) =>
      on(performanceId, (room) => {
        for (const { account, place } of entries) {
          if (room.admitted.has(account)) continue;
          room.line.add(account, place);
          room.seen.set(account, now());
        }
        return OK;
      }),
    remove: (performanceId, accounts) =>
      on(performanceId, (room) => {
        for (const account of accounts) {
          room.line.remove(account);
          if (!room.admitted.has(account)) room.seen.delete(account);
        }
        return OK;
      }),
    admit: (performanceId, admissions) =>
      on(performanceId, (room) => {
        for (const admission of admissions) list(room, admission);
        return OK;
      }),
    end: (performanceId, { account, number }) =>
      on(performanceId, (room) => {
        if (!isOver(room.ended, { account, number })) room.ended.set(account, number);
        if (room.admitted.get(account)?.number === number) {
          room.admitted.delete(account);
          room.seen.delete(account);
        }
        return OK;
      }),
    enter: (performanceId, { account, number, sessionMs }) =>
      on(performanceId, (room) => {
        const found = room.admitted.get(account);
        if (found?.number !== number || found.until <= now()) return { code: 'GONE' } as const;
        if (found.entered) return { code: 'OK', until: found.until } as const;
        const until = now() + sessionMs;
        room.admitted.set(account, { ...found, until, entered: true });
        return { code: 'OK', until } as const;
      }),
    look: (performanceId, accounts) =>
      on(performanceId, (room) => ({
        code: 'OK',
        now: now(),
        waiting: room.line.size,
        admitted: room.admitted.size,
        pace: room.bucket?.pace,
        found: accounts.map((account) => {
          const where = whereIs(room, account);
          if (where) room.seen.set(account, now());
          return where;
        }),
      })),
    take: (performanceId, request) =>
      on(performanceId, (room) => {
        const { granted, bucket } = take(
          room.bucket ?? emptyBucket(now()),
          { ...request, waiting: room.line.size },
          now(),
        );
        room.bucket = bucket;
        return { code: 'OK', granted, now: now() };
      }),
    due: (performanceId, graceMs) =>
      on(performanceId, (room) => ({
        code: 'OK',
        now: now(),
        over: [...room.admitted.values()].filter(({ until }) => until <= now()),
        absent: [...room.seen]
          .filter(([, at]) => at <= now() - graceMs)
          .slice(0, ABSENT_BATCH)
          .map(([account]) => ({ account, admission: room.admitted.get(account) })),
      })),
    admissions: {
      until: (performanceId, { account, number }) => {
        const room = rooms.get(performanceId);
        if (!room) return 'LOST';
        const found = room.admitted.get(account);
        return found?.number === number ? found.until : undefined;
      },
    },
    forget: (performanceId) => void rooms.delete(performanceId),
  };
}

function isOver(
  ended: ReadonlyMap<string, number>,
  { account, number }: Pick<ListedAdmission, 'account' | 'number'>,
): boolean {
  return number <= (ended.get(account) ?? 0);
}

function whereIs(room: Room, account: string): Whereabouts {
  const listed = room.admitted.get(account);
  if (listed) {
    const { number, until, entered } = listed;
    return { at: 'list', number, until, entered };
  }
  const ahead = room.line.ahead(account);
  return ahead === undefined ? undefined : { at: 'line', ahead };
}
