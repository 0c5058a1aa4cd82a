import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { lockRows } from './lock.ts';
import type { RowLock } from './lock.ts';
import type { FaultScene, Inject } from './scene.ts';
import { redisFlushall, withRedis } from './stores.ts';

type LockedTable = Parameters<typeof lockRows>[1];

/** How long the sale goes on between the loss of the store and the release of the lock. */
const LOST_MS = 700;
const STEAL_MS = 20;
/** A race that nobody ran into is tried again, as is one lost to a deadlock with a sale. */
const TRIES = 5;

/**
 * The store is lost while orders stand between their pin and their claims. First those that wait
 * for their share lock: their claims race the rebuild (CLAIM-1). Then those whose row is not
 * written yet: they wake up after the rebuild, with the pin of an earlier epoch (CLAIM-2).
 */
export const redisLostBetweenPinAndCommit: Inject = async (scene) => {
  await whileLocked(scene, 'seat_epochs', async (lock) => {
    await lock.waiting(1, 'seat_epochs', 'SHARE');
    await redisFlushall(scene);
    await sleep(LOST_MS);
  });
  await whileLocked(scene, 'performances', async (lock) => {
    await lock.waiting(1, 'INSERT INTO', 'orders');
    await redisFlushall(scene);
    await sleep(LOST_MS);
  });
  return undefined;
};

/**
 * Several nodes stand at one epoch at once, because the lock that spares them this is stolen. A
 * node rebuilds a performance once at a time, so more waiters than performances are two nodes.
 */
export const twoRebuilders: Inject = async (scene) => {
  await whileLocked(scene, 'seat_epochs', async (lock) => {
    await redisFlushall(scene);
    await withRedis(scene.cluster.redis.url, async (redis) => {
      const steal = keepStealing(redis);
      const rivals = scene.performanceIds.length + 1;
      await lock.waiting(rivals, 'UPDATE', 'seat_epochs').finally(steal.stop);
    });
  });
  return undefined;
};

async function whileLocked(
  { cluster, performanceIds }: FaultScene,
  table: LockedTable,
  work: (lock: RowLock) => Promise<void>,
): Promise<void> {
  const once = async (): Promise<void> => {
    const lock = await lockRows(cluster.database.url, table, performanceIds);
    await work(lock).finally(() => lock.release());
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once();
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
    await sleep(LOST_MS);
  }
}

/** Deletes every lock there is, again and again. */
function keepStealing(redis: Redis): { readonly stop: () => void } {
  let stopped = false;
  const steal = async (): Promise<void> => {
    while (!stopped) {
      const locks = await redis.keys('*lock*');
      if (locks.length > 0) await redis.del(locks);
      await sleep(STEAL_MS);
    }
  };
  steal().catch(() => undefined);
  return {
    stop: () => {
      stopped = true;
    },
  };
}
