import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { SeatRows } from '../sql-seats.ts';
import type { LetGo, Strategy, StrategyPlace } from '../strategy.ts';
import { createWakeUpCalls } from './wake-up-calls.ts';

const LEASE_MS = 30_000;
const PATIENCE_MS = 3_000;

/** KEYS 1 lock, ARGV 1 lease ms, 2 owner. Nothing when it is ours, else how long it is not. */
const TRY_LOCK = `
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HEXISTS', KEYS[1], ARGV[2]) == 1 then
  redis.call('HINCRBY', KEYS[1], ARGV[2], 1)
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  return false
end
return redis.call('PTTL', KEYS[1])`;

/** KEYS 1 lock, 2 channel, ARGV 1 lease ms, 2 owner. The last of its entries wakes a waiter. */
const UNLOCK = `
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 0 then return false end
if redis.call('HINCRBY', KEYS[1], ARGV[2], -1) > 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', KEYS[2], '0')
return 1`;

const RENEW = `
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 0 then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`;

/**
 * Redisson's `RLock.tryLock(wait)` in Node: its scripts on a hash, waiters woken through a channel
 * of the lock, and a watchdog that renews the lease of 30 s every 10 s; around the row's read and
 * write.
 */
export async function openPubSubLock(
  { redisUrl }: StrategyPlace,
  seats: SeatRows,
): Promise<Strategy> {
  const redis = new Redis(redisUrl);
  const subscriber = new Redis(redisUrl);
  const calls = createWakeUpCalls(subscriber);
  const load = async (body: string): Promise<string> => String(await redis.script('LOAD', body));
  const [tryLock, unlock, renew] = await Promise.all([TRY_LOCK, UNLOCK, RENEW].map(load));
  const run = (sha = '', keys: readonly string[], owner: string): Promise<unknown> =>
    redis.evalsha(sha, keys.length, ...keys, LEASE_MS, owner);

  async function acquire(key: string, channel: string, owner: string): Promise<LetGo | undefined> {
    const wait = await lockOrWait(key, channel, owner);
    if (wait !== 'held') return undefined;
    const watchdog = setInterval(() => void run(renew, [key], owner), LEASE_MS / 3);
    return async () => {
      clearInterval(watchdog);
      await run(unlock, [key, channel], owner);
    };
  }

  async function lockOrWait(key: string, channel: string, owner: string): Promise<'held' | 'busy'> {
    const until = performance.now() + PATIENCE_MS;
    if ((await run(tryLock, [key], owner)) === null) return 'held';
    const latch = await calls.join(channel);
    try {
      for (;;) {
        const ttl = await run(tryLock, [key], owner);
        if (ttl === null) return 'held';
        const left = until - performance.now();
        if (left <= 0) return 'busy';
        await latch.wait(Math.min(Number(ttl), left));
      }
    } finally {
      calls.leave(channel);
    }
  }

  return {
    hold: async (seat, buyer) => {
      const name = `seat:${String(seat)}`;
      const release = await acquire(`lock:${name}`, `lock_channel:${name}`, randomUUID());
      if (!release) return undefined;
      try {
        if (!(await seats.takeIfFree(seat, buyer))) return undefined;
      } finally {
        await release();
      }
      return () => seats.giveBack(seat, buyer);
    },
    close: async () => {
      await seats.close();
      redis.disconnect();
      subscriber.disconnect();
    },
  };
}
