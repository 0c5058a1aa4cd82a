import { Redis } from 'ioredis';
import Redlock from 'redlock';
import type { Lock } from 'redlock';
import type { SeatRows } from '../sql-seats.ts';
import type { Strategy, StrategyPlace } from '../strategy.ts';

const LOCK_MS = 5_000;

/** The npm package as its README has it, with its own settings (10 retries, 200 ms and jitter). */
export function openRedlock({ redisUrl }: StrategyPlace, seats: SeatRows): Strategy {
  const redis = new Redis(redisUrl);
  const redlock = new Redlock([redis]);

  async function lock(key: string): Promise<Lock | undefined> {
    try {
      return await redlock.acquire([key], LOCK_MS);
    } catch (error) {
      if (error instanceof Error && error.name === 'ExecutionError') return undefined;
      throw error;
    }
  }

  return {
    hold: async (seat, buyer) => {
      const held = await lock(`lock:seat:${String(seat)}`);
      if (!held) return undefined;
      try {
        if (!(await seats.takeIfFree(seat, buyer))) return undefined;
      } finally {
        await held.release();
      }
      return () => seats.giveBack(seat, buyer);
    },
    close: async () => {
      await seats.close();
      redis.disconnect();
    },
  };
}
