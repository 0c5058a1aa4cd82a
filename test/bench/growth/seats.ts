import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createRedisSeatStore } from '../../../server/src/seats/redis/redis-seat-store.ts';
import type { HoldCommand, SeatImage, SeatStore } from '../../../server/src/seats/seat-store.ts';
import { startRedis } from '../../support/services.ts';
import type { BenchOptions } from '../harness/bench.ts';
import { interleave } from '../harness/interleave.ts';
import type { Figure } from '../harness/figure.ts';
import { grown, mapValues } from './grown.ts';

const SIZES = [1_000, 10_000, 100_000] as const;
const HOLDS = 2_000;
/** Given back before the next: the smallest hall has 250 free seats in rows, its area 500 places. */
const BATCH = 200;
const AT_ONCE = 16;
const ROW = 20;
/** Of all seats: sold in pairs, before anything is measured. */
const SOLD = 0.2;
const AREA = 500;
const INCARNATION = 1;

interface Stage {
  readonly redis: Redis;
  readonly store: SeatStore;
  /** Holds a round. */
  readonly holds: number;
}

type Want = (size: number, k: number) => Pick<HoldCommand, 'wanted' | 'runs'>;

interface Cost {
  readonly redisUs: number;
  readonly wallUs: number;
}

/** What one hold costs in halls of several sizes: seats of rows, and places where people stand. */
export async function measureSeats({ rounds, quick }: BenchOptions): Promise<Figure[]> {
  const service = await startRedis();
  const redis = new Redis(service.url);
  redis.on('error', () => undefined);
  try {
    const store = createRedisSeatStore({ redis, incarnation: () => INCARNATION });
    for (const size of SIZES) await store.install(hall(size));
    const stage = { redis, store, holds: quick ? BATCH : HOLDS };
    const figures: Figure[] = [];
    for (const [what, want] of [
      ['a hold of a seat', seatWanted],
      ['a hold of 2 standing places', placesWanted],
    ] as const) {
      const at = (size: number) => () => holdMany(stage, size, want);
      const costs = await interleave(
        { '1,000 seats': at(1_000), '10,000 seats': at(10_000), '100,000 seats': at(100_000) },
        { rounds },
      );
      const inRedis = mapValues(costs, (samples) => samples.map(({ redisUs }) => redisUs));
      const onClock = mapValues(costs, (samples) => samples.map(({ wallUs }) => wallUs));
      figures.push(...grown({ what: `${what}, time in Redis`, unit: 'µs', costs: inRedis }));
      figures.push(...grown({ what: `${what}, time in all`, unit: 'µs', costs: onClock }));
    }
    return figures;
  } finally {
    redis.disconnect();
    await service.stop();
  }
}

/** The first half is rows, the second is where people stand; a fifth of the rows is sold. */
function hall(size: number): SeatImage {
  const pairs = Math.round((size * SOLD) / 4);
  const records = Array.from({ length: pairs }, (_, k) => ({
    ...{ ownerId: `o${String(k).padStart(25, '0')}`, holder: `user:${String(k)}` },
    ...{ pinnedAt: 0, state: 2 as const, seats: pairFor(k) },
  }));
  return { performanceId: size, epoch: 1, config: 1, seatCount: size, records };
}

/** The last two of a row. */
function pairFor(k: number): number[] {
  const first = Math.floor(k / 2) * ROW + ROW - 2 - 2 * (k % 2);
  return [first, first + 1];
}

/** The first half of a row is nobody's: whatever the size, each hold finds its seat free. */
function seatWanted(size: number, k: number): ReturnType<Want> {
  const rows = size / 2 / ROW;
  const first = ((k * 7) % rows) * ROW;
  const seat = first + (Math.floor(k / rows) % (ROW / 2));
  return { wanted: [seat], runs: [{ first, length: ROW }] };
}

function placesWanted(size: number): ReturnType<Want> {
  return { wanted: { first: size - AREA, capacity: AREA, count: 2 }, runs: [] };
}

/** Holds, counts, and gives all back uncounted, so that every batch meets the same hall. */
async function holdMany(stage: Stage, size: number, want: Want): Promise<Cost> {
  const { redis, store, holds } = stage;
  let redisUs = 0;
  let wallMs = 0;
  for (let done = 0; done < holds; done += BATCH) {
    const commands = Array.from({ length: BATCH }, (_, k) => commandOf(size, want(size, k)));
    await redis.config('RESETSTAT');
    const began = performance.now();
    const tokens = await inTurns(commands, async (command) => {
      const reply = await store.hold(command);
      if (reply.code !== 'OK') throw new Error(`a hold was answered ${reply.code}`);
      return { token: reply.hold.token, holder: command.holder };
    });
    wallMs += performance.now() - began;
    redisUs += await scriptMicroseconds(redis);
    await inTurns(tokens, (hold) => store.release({ performanceId: size, ...hold }));
  }
  return { redisUs: redisUs / holds, wallUs: (wallMs * 1000) / holds };
}

function commandOf(size: number, want: ReturnType<Want>): HoldCommand {
  const id = randomUUID();
  return {
    ...{ performanceId: size, seatCount: size, holder: `user:${id}`, requestId: id, ...want },
    ...{ ttlMs: 60_000, capMs: 300_000 },
    terms: {
      ...{ config: 1, opensAt: 0, closesAt: Date.now() + 3_600_000, limit: 6 },
      ...{ orphanRule: 'lenient', admission: false },
    },
  };
}

/** Some at a time, as a busy node has them under way. */
async function inTurns<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    done.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(work))));
  }
  return done;
}

/** What scripts took since the figures were set to nothing. */
async function scriptMicroseconds(redis: Redis): Promise<number> {
  const found = /cmdstat_evalsha:calls=\d+,usec=(\d+)/.exec(await redis.info('commandstats'));
  return Number(found?.[1] ?? 0);
}
