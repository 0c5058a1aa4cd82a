import type { Redis } from 'ioredis';
import Redlock from 'redlock';
import type { Lock } from 'redlock';

/**
 * Lets one node do what several would do in vain. It saves work and is never a safety property: it
 * may be lost, or held by a node that sleeps, and whoever uses it must be right without it.
 */
export interface Mutex {
  /** Runs `work` under the name; `busy`, without running it, when somebody else has the name. */
  tryRun<T>(name: string, ttlMs: number, work: () => Promise<T>): Promise<T | 'busy'>;
}

/** One process needs no lock. */
export const noMutex: Mutex = { tryRun: (_name, _ttlMs, work) => work() };

export function createRedisMutex(redis: Redis): Mutex {
  const redlock = new Redlock([redis], { retryCount: 0 });
  // It says here what `acquire` rejects with as well; without a listener it would end the process.
  redlock.on('error', () => undefined);

  async function acquire(name: string, ttlMs: number): Promise<Lock | undefined> {
    try {
      return await redlock.acquire([`lock:${name}`], ttlMs);
    } catch {
      // Held, or Redis is away: redlock cannot tell, and the caller goes on without it in the end.
      return undefined;
    }
  }

  return {
    tryRun: async (name, ttlMs, work) => {
      const lock = await acquire(name, ttlMs);
      if (!lock) return 'busy';
      try {
        return await work();
      } finally {
        // Releasing a lock that has expired throws.
        await lock.release().catch(() => undefined);
      }
    },
  };
}
