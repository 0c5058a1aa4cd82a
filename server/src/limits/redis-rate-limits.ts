import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import { withDeadline } from '../platform/deadline.ts';
import type { Logger } from '../platform/logging.ts';
import { createMemoryRateLimits } from './memory-rate-limits.ts';
import type { Count, NamedLimit, RateLimits } from './rate-limits.ts';

export interface RedisRateLimitsDependencies {
  readonly redis: Redis;
  readonly logger: Logger;
  /** How long the shared count is waited for. @default 150 */
  readonly timeoutMs?: number;
  /** Before every key. @default 'tf:limit' */
  readonly prefix?: string;
}

const LOG_EVERY_MS = 10_000;

/**
 * RATE-3: counts in Redis. While it is away this node counts for itself: refusing everybody would be
 * worse than counting an attacker once a node.
 */
export function createRedisRateLimits(dependencies: RedisRateLimitsDependencies): RateLimits {
  const { redis, logger, timeoutMs = 150, prefix = 'tf:limit' } = dependencies;
  const alone = createMemoryRateLimits();
  const limiters = new Map<string, RateLimiterRedis>();
  let loggedAt = -Infinity;

  function limiterOf({ name, points, windowMs }: NamedLimit): RateLimiterRedis {
    const known = limiters.get(name);
    if (known) return known;
    const limiter = new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `${prefix}:${name}`,
      points,
      duration: Math.ceil(windowMs / 1000),
      rejectIfRedisNotReady: true,
    });
    limiters.set(name, limiter);
    return limiter;
  }

  async function shared<T>(ask: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    try {
      return await withDeadline(ask(), timeoutMs);
    } catch (error) {
      if (Date.now() - loggedAt > LOG_EVERY_MS) {
        loggedAt = Date.now();
        logger.warn({ err: error }, 'limits are counted by this node alone');
      }
      return otherwise();
    }
  }

  return {
    take: (limit, key, points = 1) =>
      shared(
        async () => {
          const found = await limiterOf(limit).penalty(key, points);
          return countOf(found, found.consumedPoints <= limit.points);
        },
        () => alone.take(limit, key, points),
      ),
    look: (limit, key) =>
      shared(
        async () => {
          const found = await limiterOf(limit).get(key);
          if (!found) return { taken: 0, endsInMs: 0, allowed: true };
          return countOf(found, found.consumedPoints < limit.points);
        },
        () => alone.look(limit, key),
      ),
    forget: async (limit, key) => {
      await alone.forget(limit, key);
      await shared(
        async () => void (await limiterOf(limit).delete(key)),
        () => Promise.resolve(undefined),
      );
    },
  };
}

function countOf({ consumedPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): Count {
  return { taken: consumedPoints, endsInMs: Math.max(0, msBeforeNext), allowed };
}
