import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { createMemoryRateLimits } from '../../../server/src/limits/memory-rate-limits.ts';
import type { NamedLimit, RateLimits } from '../../../server/src/limits/rate-limits.ts';
import { createRedisRateLimits } from '../../../server/src/limits/redis-rate-limits.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { waitFor } from '../../support/wait.ts';

const logger = createLogger('silent');
const clients: Redis[] = [];
type Pair = readonly [RateLimits, RateLimits];

/** Two processes that count together, where that is possible. */
async function overRedis(): Promise<Pair> {
  const prefix = `test:${randomUUID()}`;
  const make = async (): Promise<RateLimits> => {
    const redis = new Redis(inject('redisUrl'));
    clients.push(redis);
    await redis.ping();
    return createRedisRateLimits({ redis, logger, prefix, timeoutMs: 5_000 });
  };
  return [await make(), await make()];
}

function inProcess(): Promise<Pair> {
  const one = createMemoryRateLimits();
  return Promise.resolve([one, one]);
}

afterAll(async () => {
  await Promise.all(clients.map((redis) => redis.quit()));
});

const limit: NamedLimit = { name: 'tries', points: 3, windowMs: 60_000 };

describe.each([
  ['in process', inProcess],
  ['Redis', overRedis],
] as const)('limits counted %s', (_name, create) => {
  it('RATE-3 lets as many pass as the limit says, and tells how long the others wait', async () => {
    const [limits] = await create();
    const counts = [];
    for (let k = 0; k < 5; k += 1) counts.push(await limits.take(limit, 'a'));
    expect(counts.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false]);
    expect(counts.map(({ taken }) => taken)).toEqual([1, 2, 3, 4, 5]);
    expect(counts[4]?.endsInMs).toBeGreaterThan(50_000);
    expect(counts[4]?.endsInMs).toBeLessThanOrEqual(60_000);
    expect(await limits.take(limit, 'b')).toMatchObject({ taken: 1, allowed: true });
  });

  it('RATE-3 many at once are counted one by one, by all processes together', async () => {
    const [one, two] = await create();
    const all = Array.from({ length: 40 }, (_, k) => (k % 2 ? one : two).take(limit, 'x'));
    const counts = await Promise.all(all);
    expect(counts.filter(({ allowed }) => allowed)).toHaveLength(3);
    expect(new Set(counts.map(({ taken }) => taken)).size).toBe(40);
  });

  it('RATE-3 looking takes nothing, points can be given back, and forgotten is forgotten', async () => {
    const [limits] = await create();
    expect(await limits.look(limit, 'y')).toEqual({ taken: 0, endsInMs: 0, allowed: true });
    await limits.take(limit, 'y', 3);
    expect(await limits.look(limit, 'y')).toMatchObject({ taken: 3, allowed: false });
    expect(await limits.take(limit, 'y', -1)).toMatchObject({ taken: 2, allowed: true });
    await limits.forget(limit, 'y');
    expect(await limits.look(limit, 'y')).toMatchObject({ taken: 0, allowed: true });
  });

  it('RATE-3 a window ends with all of its points; limits of other names count by themselves', async () => {
    const [limits] = await create();
    const brief: NamedLimit = { name: 'brief', points: 1, windowMs: 1_000 };
    const { endsInMs } = await limits.take(brief, 'z');
    expect((await limits.take(brief, 'z')).allowed).toBe(false);
    expect((await limits.take(limit, 'z')).taken).toBe(1);
    await sleep(endsInMs);
    await waitFor(async () => (await limits.look(brief, 'z')).taken === 0);
    expect(await limits.take(brief, 'z')).toMatchObject({ taken: 1, allowed: true });
  });
});

describe('limits while Redis is away', () => {
  it('RATE-3 a node counts for itself: nobody is refused for it, and nobody waits', async () => {
    const redis = new Redis({ port: 1, lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    const limits = createRedisRateLimits({ redis, logger });
    const began = performance.now();
    const counts = [];
    for (let k = 0; k < 4; k += 1) counts.push(await limits.take(limit, 'a'));
    expect(counts.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
    await limits.forget(limit, 'a');
    expect((await limits.look(limit, 'a')).taken).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('RATE-3 one that accepts and says nothing is not waited for', async () => {
    const never = new Promise<never>(() => undefined);
    const mute = { status: 'ready', defineCommand: () => undefined, rlflxIncr: () => never };
    const limits = createRedisRateLimits({
      redis: mute as unknown as Redis,
      logger,
      timeoutMs: 30,
    });
    expect(await limits.take(limit, 'a')).toMatchObject({ taken: 1, allowed: true });
  });
});
