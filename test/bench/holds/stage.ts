import type { Redis } from 'ioredis';
import { createErrorLogger } from '../../../server/src/platform/logging.ts';
import { connectSeatRedis } from '../../../server/src/platform/redis.ts';
import type { SeatRedis } from '../../../server/src/platform/redis.ts';
import { createRedisSeatStore } from '../../../server/src/seats/redis/redis-seat-store.ts';
import type { HoldCommand, SeatStore } from '../../../server/src/seats/seat-store.ts';
import { SeatBits } from '@ticket-flow/client/protocol';
import { Recorder } from './recorder.ts';
import { TRIVIAL, shaOf } from './scripts.ts';
import type { Trivial } from './scripts.ts';
import { holdsOf, seatCountOf } from './wanted.ts';
import type { HoldsOrder } from './wanted.ts';

/** An empty Redis with everything a round needs, seen through the product's own connection. */
export interface Stage {
  readonly redis: Redis;
  readonly store: SeatStore;
  readonly incarnation: () => number;
  /** Wipes everything, puts a hall of free seats in place, and has Redis read all scripts. */
  furnish(order: HoldsOrder): Promise<HoldCommand[]>;
  /** Throws unless exactly the seats of the round are held. */
  requireHeld(order: HoldsOrder): Promise<void>;
  requireKeys(count: number): Promise<void>;
  /** Seconds of CPU that Redis has used so far. */
  redisCpu(): Promise<number>;
  close(): Promise<void>;
}

const WARMING = 999_999;

export async function openStage(url: string): Promise<Stage> {
  const connection: SeatRedis = await connectSeatRedis(url, createErrorLogger('error'));
  const { redis } = connection;
  const incarnation = (): number => connection.incarnation();
  const store = createRedisSeatStore({ redis, incarnation });

  async function install(order: HoldsOrder): Promise<void> {
    const image = { epoch: 1, config: 1, seatCount: seatCountOf(order), records: [] };
    await store.install({ performanceId: order.performanceId, ...image });
  }

  return {
    ...{ redis, store, incarnation },
    furnish: async (order) => {
      await redis.flushall();
      for (const script of Object.values(TRIVIAL)) await redis.script('LOAD', script);
      const first = { performanceId: WARMING, count: 1, seatsEach: 1 };
      await install(first);
      for (const hold of holdsOf(first)) await store.hold(hold);
      await redis.flushall();
      await install(order);
      return holdsOf(order);
    },
    requireHeld: async (order) => {
      const reply = await store.snapshot(order.performanceId);
      if (reply.code !== 'OK') throw new Error('the store has no image');
      const bits = new SeatBits(seatCountOf(order), reply.bytes);
      const wanted = order.count * order.seatsEach;
      const all = Array.from({ length: bits.seatCount }, (_, seat) => bits.get(seat));
      const held = all.filter((state) => state === 1).length;
      if (held !== wanted || reply.position.version !== 1 + order.count) {
        throw new Error(`${String(held)} seats are held, and ${String(wanted)} were wanted`);
      }
    },
    requireKeys: async (count) => {
      const found = await redis.dbsize();
      if (found < count) throw new Error(`${String(found)} keys of ${String(count)} were written`);
    },
    redisCpu: async () => {
      const info = await redis.info('cpu');
      const used = /used_cpu_(?:user|sys):([\d.]+)/g;
      return [...info.matchAll(used)].reduce((sum, match) => sum + Number(match[1]), 0);
    },
    close: () => connection.close(),
  };
}

/** The very bytes that the store sends for these holds. */
export async function encodeHolds(
  holds: readonly HoldCommand[],
  incarnation: () => number,
): Promise<readonly Buffer[]> {
  const redis = new Recorder();
  const store = createRedisSeatStore({ redis, incarnation });
  for (const hold of holds) await store.hold(hold);
  return redis.written;
}

export async function encodeTrivial(script: Trivial, count: number): Promise<readonly Buffer[]> {
  const redis = new Recorder();
  const sha = shaOf(TRIVIAL[script]);
  for (let k = 0; k < count; k += 1) await redis.evalsha(sha, 1, ...trivialArguments(k));
  return redis.written;
}

/** A seat and who has it: one key, one value. */
export function trivialArguments(k: number): [key: string, holder: string] {
  return [`{p:1}:seat:${String(k)}`, String(100_000 + k)];
}
