import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createMemorySeatStore } from '../../server/src/seats/memory/memory-seat-store.ts';
import type { MemorySeatStore } from '../../server/src/seats/memory/memory-seat-store.ts';
import type { PerformanceState } from '../../server/src/seats/memory/performance-state.ts';
import { performanceKeys } from '../../server/src/seats/redis/keys.ts';
import { createRedisSeatStore } from '../../server/src/seats/redis/redis-seat-store.ts';
import type { SeatStore } from '../../server/src/seats/seat-store.ts';
import { createMemoryRoomStore } from '../../server/src/waiting-room/memory/memory-room-store.ts';
import { createRedisRoomStore } from '../../server/src/waiting-room/redis/redis-room-store.ts';
import type { RoomStore } from '../../server/src/waiting-room/room-store.ts';

/** A store under test, with a clock and an incarnation the test turns by hand. */
export interface StoreFixture {
  readonly store: SeatStore;
  /** Of the same performances: who was let in. */
  readonly room: RoomStore;
  readonly clock: { now: number };
  readonly mark: { incarnation: number };
  /** Makes a performance vanish, as a wiped server would. */
  wipe(performanceId: number): Promise<void>;
  /** Keeps what the store has of a performance now; calling the answer brings it back. */
  save(performanceId: number): Promise<() => Promise<void>>;
  /** Everything the store knows of a performance, in one comparable form. */
  dump(performanceId: number): Promise<StoreDump | undefined>;
  close(): Promise<void>;
}

export interface StoreDump {
  version: number;
  epoch: number;
  incarnation: number;
  config: number;
  bits: string;
  holds: [string, number][];
  records: [string, string][];
  holders: [string, string][];
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
  a[0] < b[0] ? -1 : 1;

export function memoryFixture(expiryBatch: number): StoreFixture {
  const clock = { now: 1_700_000_000_000 };
  const mark = { incarnation: 1 };
  const room = createMemoryRoomStore({ now: () => clock.now });
  const store = createMemorySeatStore({
    admissions: room.admissions,
    now: () => clock.now,
    incarnation: () => mark.incarnation,
    expiryBatch,
  });
  return {
    ...{ store, room, clock, mark },
    wipe: (id) => Promise.resolve(store.forget(id)),
    save: (id) => Promise.resolve(saveMemory(store, id, mark)),
    dump: (id) => Promise.resolve(dumpMemory(store, id)),
    close: () => Promise.resolve(),
  };
}

function saveMemory(
  store: MemorySeatStore,
  performanceId: number,
  mark: { incarnation: number },
): () => Promise<void> {
  const found = store.inspect(performanceId);
  const saved = found && copyOf(found);
  return async () => {
    store.forget(performanceId);
    if (!saved) return;
    const { epoch, config, bits } = saved;
    const present = mark.incarnation;
    mark.incarnation = saved.incarnation;
    await store.install({ performanceId, epoch, config, seatCount: bits.seatCount, records: [] });
    mark.incarnation = present;
    Object.assign(store.inspect(performanceId) ?? {}, copyOf(saved));
  };
}

function copyOf(state: PerformanceState): PerformanceState {
  const { holds, records, holders } = structuredClone({ ...state, bits: undefined });
  return { ...state, bits: state.bits.clone(), holds, records, holders };
}

function dumpMemory(store: MemorySeatStore, id: number): StoreDump | undefined {
  const state = store.inspect(id);
  if (!state) return undefined;
  return {
    version: state.version,
    epoch: state.epoch,
    incarnation: state.incarnation,
    config: state.config,
    bits: Buffer.from(state.bits.bytes).toString('hex'),
    holds: [...state.holds].sort(byKey),
    records: [...state.records.values()]
      .map((r): [string, string] => [r.ownerId, `${r.holder}|${r.seats.join(',')}|${r.pinnedAt}`])
      .sort(byKey),
    holders: [...state.holders]
      .map(([holder, { count, holds }]): [string, string] => [
        holder,
        [count, ...holds.map((hold) => `${hold.requestId}\t${hold.member}`)].join('\n'),
      ])
      .sort(byKey),
  };
}

export function redisFixture(url: string, expiryBatch: number): StoreFixture {
  const clock = { now: 1_700_000_000_000 };
  const mark = { incarnation: 1 };
  const redis = new Redis(url);
  const prefix = `test:${randomUUID()}:`;
  const both = { redis, prefix, now: () => clock.now, incarnation: () => mark.incarnation };
  const store = createRedisSeatStore({ ...both, expiryBatch });
  const room = createRedisRoomStore(both);
  return {
    ...{ store, room, clock, mark },
    wipe: async (id) => void (await redis.del(keyList(id, prefix))),
    save: (id) => saveRedis(redis, keyList(id, prefix)),
    dump: (id) => dumpRedis(redis, id, prefix),
    close: async () => void (await redis.quit()),
  };
}

function keyList(id: number, prefix: string): string[] {
  const { bits, expiring, records, holders } = performanceKeys(id, prefix);
  return [bits, expiring, records, holders];
}

async function saveRedis(redis: Redis, keys: string[]): Promise<() => Promise<void>> {
  const saved = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  return async () => {
    await redis.del(keys);
    for (const [index, key] of keys.entries()) {
      const value = saved[index];
      if (value) await redis.restore(key, 0, value);
    }
  };
}

async function dumpRedis(redis: Redis, id: number, prefix: string): Promise<StoreDump | undefined> {
  const keys = performanceKeys(id, prefix);
  const [image, holds, records, holders] = await Promise.all([
    redis.getBuffer(keys.bits),
    redis.zrange(keys.expiring, '0', '-1', 'WITHSCORES'),
    redis.hgetall(keys.records),
    redis.hgetall(keys.holders),
  ]);
  if (!image) return undefined;
  return {
    version: image.readUInt32BE(0),
    epoch: image.readUInt32BE(4),
    incarnation: image.readUInt32BE(8),
    config: image.readUInt32BE(12),
    bits: image.subarray(16).toString('hex'),
    holds: Array.from({ length: holds.length / 2 }, (_, k): [string, number] => [
      holds[2 * k] ?? '',
      Number(holds[2 * k + 1]),
    ]).sort(byKey),
    records: Object.entries(records).sort(byKey),
    holders: Object.entries(holders).sort(byKey),
  };
}
