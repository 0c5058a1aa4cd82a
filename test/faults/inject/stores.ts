import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedis } from '../../support/services.ts';
import type { RedisService } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';
import type { Inject } from './scene.ts';

const AWAY_MS = 1_000;
const PAUSED_MS = 3_000;
/** How long the sale goes on after what an old dump or a replica still knows. */
const UNKNOWN_MS = { from: 1_500, to: 3_000 };
const SYNC_MS = 15_000;
/** Nobody listens there. */
const NOWHERE = ['127.0.0.1', 1] as const;

export const redisEmpty: Inject = async ({ cluster }) => {
  await cluster.redis.kill();
  await sleep(AWAY_MS);
  await cluster.redis.start();
  return undefined;
};

export const redisFlushall: Inject = async ({ cluster }) => {
  await withRedis(cluster.redis.url, (redis) => redis.flushall());
  return undefined;
};

export const redisPause: Inject = async ({ cluster }) => {
  cluster.redis.signal('SIGSTOP');
  await sleep(PAUSED_MS);
  cluster.redis.signal('SIGCONT');
  return undefined;
};

/** The server restarts with what it had saved some seconds ago. */
export const redisOldDump: Inject = async ({ cluster, random }) => {
  const folder = mkdtempSync(join(tmpdir(), 'tf-dump-'));
  const rdbFile = join(folder, 'old.rdb');
  try {
    await withRedis(cluster.redis.url, async (redis) => {
      await redis.save();
      const [, dir = ''] = await redis.config('GET', 'dir');
      const [, name = ''] = await redis.config('GET', 'dbfilename');
      copyFileSync(join(dir, name), rdbFile);
    });
    await sleep(random.int(UNKNOWN_MS.from, UNKNOWN_MS.to));
    await cluster.redis.killAndRestart({ rdbFile });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return undefined;
};

/** The master dies, and a replica that had not heard of the last seconds takes its place. */
export const redisFailover: Inject = async ({ cluster, random }) => {
  const { port, url } = cluster.redis;
  await withRedis(url, (redis) => redis.config('SET', 'repl-diskless-sync-delay', '0'));
  const replica = await startRedis({ args: ['--replicaof', '127.0.0.1', String(port)] });
  try {
    await withRedis(replica.url, async (redis) => {
      await waitFor(async () => (await redis.info('replication')).includes('link_status:up'), {
        timeoutMs: SYNC_MS,
        message: 'the replica to be in step',
      });
      await redis.replicaof(...NOWHERE);
      await sleep(random.int(UNKNOWN_MS.from, UNKNOWN_MS.to));
      await cluster.redis.kill();
      await redis.replicaof('NO', 'ONE');
      await redis.config('SET', 'port', String(port));
    });
  } catch (error) {
    await replica.stop();
    throw error;
  }
  cluster.redis.adopt(atPort(replica, port));
  return undefined;
};

function atPort(service: RedisService, port: number): RedisService {
  return { ...service, port, url: `redis://127.0.0.1:${String(port)}` };
}

/** A connection of its own, for as long as the work takes. */
export async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  redis.on('error', () => undefined);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
