import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { SeatRows } from '../sql-seats.ts';
import type { Strategy, StrategyPlace } from '../strategy.ts';

const LOCK_MS = 5_000;
const RETRY_MS = 50;
const PATIENCE_MS = 3_000;

/** Only who set the lock takes it away: it may have run out and be somebody else's by now. */
const UNLOCK = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * The pattern on the page of Redis's SET command (`SET key token NX PX`, deleted by a script that
 * compares), tried again every 50 ms as tutorials of seat reservation do, around the row's read
 * and write.
 */
export function openSpinLock({ redisUrl }: StrategyPlace, seats: SeatRows): Strategy {
  const redis = new Redis(redisUrl);

  async function lock(key: string, token: string): Promise<boolean> {
    const until = performance.now() + PATIENCE_MS;
    while ((await redis.set(key, token, 'PX', LOCK_MS, 'NX')) === null) {
      if (performance.now() >= until) return false;
      await sleep(RETRY_MS);
    }
    return true;
  }

  return {
    hold: async (seat, buyer) => {
      const key = `lock:seat:${String(seat)}`;
      const token = randomUUID();
      if (!(await lock(key, token))) return undefined;
      try {
        if (!(await seats.takeIfFree(seat, buyer))) return undefined;
      } finally {
        await redis.eval(UNLOCK, 1, key, token);
      }
      return () => seats.giveBack(seat, buyer);
    },
    close: async () => {
      await seats.close();
      redis.disconnect();
    },
  };
}
