import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createMemoryRoomStore } from '../../server/src/waiting-room/memory/memory-room-store.ts';
import {
  createRedisRoomStore,
  keysOf,
} from '../../server/src/waiting-room/redis/redis-room-store.ts';
import type { RoomStore } from '../../server/src/waiting-room/room-store.ts';

/** A store under test, with a clock that the test turns by hand. */
export interface RoomFixture {
  readonly store: RoomStore;
  readonly clock: { now: number };
  /** Makes a room vanish, as a wiped server would. */
  wipe(performanceId: number): Promise<void>;
  close(): Promise<void>;
}

export function memoryRoom(): RoomFixture {
  const clock = { now: 1_700_000_000_000 };
  const store = createMemoryRoomStore({ now: () => clock.now });
  return {
    store,
    clock,
    wipe: (id) => Promise.resolve(store.forget(id)),
    close: () => Promise.resolve(),
  };
}

export function redisRoom(url: string): RoomFixture & { readonly mark: { incarnation: number } } {
  const clock = { now: 1_700_000_000_000 };
  const mark = { incarnation: 1 };
  const redis = new Redis(url);
  const prefix = `test:${randomUUID()}:`;
  return {
    store: createRedisRoomStore({
      ...{ redis, prefix },
      now: () => clock.now,
      incarnation: () => mark.incarnation,
    }),
    clock,
    mark,
    wipe: async (id) => void (await redis.del(keysOf(id, prefix))),
    close: async () => void (await redis.quit()),
  };
}
