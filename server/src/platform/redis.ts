import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { unavailable } from './errors.ts';
import type { Logger } from './logging.ts';

export interface SeatRedis {
  readonly redis: Redis;
  /** 32 bits that name the server behind the present connection (EPOCH-3). Throws while unknown. */
  incarnation(): number;
  ping(): Promise<void>;
  close(): Promise<void>;
}

const RECHECK_MS = 1_000;
const COMMAND_TIMEOUT_MS = 2_000;

/**
 * The seat store's connection: no offline queue, nothing resent by itself, and no script before
 * the server's identity was read on the connection it would travel (EPOCH-4).
 */
export async function connectSeatRedis(url: string, logger: Logger): Promise<SeatRedis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(50 * times, 500),
  });
  let known: number | undefined;
  redis.on('error', (error) => {
    logger.warn({ err: error }, 'Redis connection');
  });
  redis.on('close', () => {
    connection += 1;
    known = undefined;
  });
  /** Counts connections: an answer on an earlier one says nothing of the present server. */
  let connection = 0;
  const read = async (): Promise<void> => {
    const asked = connection;
    try {
      const incarnation = incarnationOf(await redis.info('server'));
      if (asked === connection) known = incarnation;
    } catch (error) {
      if (asked === connection) known = undefined;
      logger.warn({ err: error }, 'Redis did not say who it is');
    }
  };
  redis.on('ready', () => void read());
  await redis.connect();
  await read();
  await requireNoEviction(redis, logger);
  const timer = setInterval(() => {
    if (redis.status === 'ready') void read();
  }, RECHECK_MS);
  return {
    redis,
    incarnation: () => {
      if (known === undefined) throw unavailable('The seat store is not reachable.', 1_000);
      return known;
    },
    ping: async () => void (await redis.ping()),
    close: async () => {
      clearInterval(timer);
      await redis.quit().catch(() => {
        redis.disconnect();
      });
    },
  };
}

export function incarnationOf(info: string): number {
  const runId = /^run_id:(\w+)/m.exec(info)?.[1];
  if (!runId) throw new Error('INFO server tells no run_id');
  return createHash('sha256').update(runId).digest().readUInt32BE(0);
}

/** An evicted seat map would look like a loss; a server that evicts must not be used. */
async function requireNoEviction(redis: Redis, logger: Logger): Promise<void> {
  try {
    const [, policy] = await redis.config('GET', 'maxmemory-policy');
    if (policy !== undefined && policy !== 'noeviction') {
      throw new Error(`Redis has maxmemory-policy ${policy}; set it to noeviction`);
    }
    await redis.config('SET', 'hash-max-listpack-entries', '64');
  } catch (error) {
    if (error instanceof Error && error.message.includes('noeviction')) throw error;
    logger.warn({ err: error }, 'Redis lets no one read its configuration; is it noeviction?');
  }
}
