import { Redis } from 'ioredis';
import { decodeMap } from './bits.ts';
import type { StoredMap } from './bits.ts';

/** Everything the store keeps of one performance, decoded from the layout the protocol describes. */
export interface StoredPerformance {
  readonly map: StoredMap | undefined;
  /** Members of the holds that can expire. */
  readonly holds: readonly string[];
  readonly records: ReadonlyMap<string, { holder: string; seats: readonly number[] }>;
  /** Seats a holder has in holds and orders. */
  readonly counts: ReadonlyMap<string, number>;
}

export type Store = ReadonlyMap<number, StoredPerformance>;

export async function readStore(
  redisUrl: string,
  performanceIds: readonly number[],
): Promise<Store> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 2_000 });
  redis.on('error', () => undefined);
  try {
    const found = new Map<number, StoredPerformance>();
    for (const id of performanceIds) found.set(id, await readPerformance(redis, id));
    return found;
  } finally {
    redis.disconnect();
  }
}

export function keyOf(performanceId: number, part: 'b' | 'x' | 'o' | 'u'): string {
  return `{p:${String(performanceId)}}:${part}`;
}

async function readPerformance(redis: Redis, id: number): Promise<StoredPerformance> {
  const [map, holds, records, counts] = await Promise.all([
    redis.getBuffer(keyOf(id, 'b')),
    redis.zrange(keyOf(id, 'x'), '0', '-1'),
    redis.hgetall(keyOf(id, 'o')),
    redis.hgetall(keyOf(id, 'u')),
  ]);
  return {
    map: decodeMap(map),
    holds,
    records: new Map(Object.entries(records).map(([owner, value]) => [owner, decodeRecord(value)])),
    counts: new Map(
      Object.entries(counts).map(([holder, value]) => [holder, Number.parseInt(value, 10)]),
    ),
  };
}

/** `holder|seats|pinnedAt` */
function decodeRecord(value: string): { holder: string; seats: number[] } {
  const [holder = '', seats = ''] = value.split('|');
  return { holder, seats: seats.split(',').filter(Boolean).map(Number) };
}
