import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { unavailable } from './errors.ts';
import type { Logger } from './logging.ts';

export interface SeatRedis {
  readonly redis: Redis;
  /** 32 bits that name the server behind the present connection (EPOCH-3). Throws while unknown. */
  incarnation(): number;
  ping(): Promise<void>;
  close(): Promise<void>;
}

const CHECK_MS = 1_000;
const COMMAND_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 2_000;
const RETRY_AFTER_MS = 500;
/** Unanswered checks after which a connection counts as dead, though nobody closed it. */
const MISSED_CHECKS = 3;

/** What every connection has: a deadline a command, no queue for an outage, a quick way back. */
const common = {
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  commandTimeout: COMMAND_TIMEOUT_MS,
  connectTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy: (times: number) => Math.min(50 * times, 500),
} satisfies RedisOptions;

/**
 * The seat store's connection: no offline queue, nothing resent by itself, and no script before
 * the server's identity was read on the connection it would travel (EPOCH-4).
 */
export async function connectSeatRedis(url: string, logger: Logger): Promise<SeatRedis> {
  const redis = new Redis(url, common);
  let known: number | undefined;
  /** Counts connections: an answer on an earlier one says nothing of the present server. */
  let connection = 0;
  reportErrors(redis, logger);
  redis.on('close', () => {
    connection += 1;
    known = undefined;
  });
  const read = async (): Promise<void> => {
    const asked = connection;
    try {
      const incarnation = incarnationOf(await redis.info('server'));
      if (asked === connection) known = incarnation;
    } catch (error) {
      if (asked === connection) known = undefined;
      throw error;
    }
  };
  redis.on('ready', () => void read().catch(() => undefined));
  try {
    await redis.connect();
    await read();
    await requireNoEviction(redis, logger);
  } catch (error) {
    // Otherwise it would go on trying, for nobody, and keep the process alive.
    redis.disconnect();
    throw error;
  }
  const stopWatching = watchConnection(redis, read, logger);
  return {
    redis,
    incarnation: () => {
      if (known !== undefined) return known;
      throw unavailable('The seat store is not reachable.', RETRY_AFTER_MS);
    },
    ping: async () => void (await redis.ping()),
    close: async () => {
      stopWatching();
      await quit(redis);
    },
  };
}

export interface AdapterRedis {
  readonly publisher: Redis;
  readonly subscriber: Redis;
  close(): Promise<void>;
}

/**
 * Two connections for what nodes say to each other. What is said while Redis is away is dropped:
 * nothing depends on it, and a burst of old news afterwards would help nobody.
 */
export async function connectAdapterRedis(url: string, logger: Logger): Promise<AdapterRedis> {
  const publisher = new Redis(url, common);
  // Subscriptions are repeated by itself after a reconnect, and may wait until then.
  const subscriber = new Redis(url, { ...common, enableOfflineQueue: true });
  const both = [publisher, subscriber];
  for (const redis of both) reportErrors(redis, logger);
  dropRejections(publisher, ['publish']);
  dropRejections(subscriber, ['psubscribe', 'subscribe', 'punsubscribe', 'unsubscribe']);
  await Promise.all(both.map((redis) => redis.connect()));
  const watches = both.map((redis) => watchConnection(redis, () => redis.ping(), logger));
  return {
    publisher,
    subscriber,
    close: async () => {
      for (const stop of watches) stop();
      await Promise.all(both.map(quit));
    },
  };
}

/** Asks once a second; a peer that vanished without a word is given up, and connected to anew. */
function watchConnection(redis: Redis, check: () => Promise<unknown>, logger: Logger): () => void {
  let missed = 0;
  /** A check that was sent on an earlier connection says nothing of this one. */
  let connection = 0;
  redis.on('close', () => {
    connection += 1;
    missed = 0;
  });
  const ask = async (): Promise<void> => {
    const asked = connection;
    try {
      await check();
      missed = 0;
    } catch (error) {
      if (asked !== connection) return;
      missed += 1;
      logger.warn({ err: error, missed }, 'Redis did not answer a check');
      if (missed < MISSED_CHECKS) return;
      missed = 0;
      redis.disconnect(true);
    }
  };
  const timer = setInterval(() => {
    if (redis.status === 'ready') void ask();
  }, CHECK_MS);
  return () => {
    clearInterval(timer);
  };
}

function reportErrors(redis: Redis, logger: Logger): void {
  redis.on('error', (error) => {
    logger.warn({ err: error }, 'Redis connection');
  });
}

type Unawaited = 'publish' | 'psubscribe' | 'subscribe' | 'punsubscribe' | 'unsubscribe';

/** The adapter awaits none of these, and a rejection that nobody hears ends the process. */
function dropRejections(redis: Redis, commands: readonly Unawaited[]): void {
  for (const name of commands) {
    const command = (redis[name] as (...args: unknown[]) => Promise<unknown>).bind(redis);
    const quiet = (...args: unknown[]): Promise<unknown> => command(...args).catch(() => undefined);
    Object.assign(redis, { [name]: quiet });
  }
}

async function quit(redis: Redis): Promise<void> {
  await redis.quit().catch(() => undefined);
  redis.disconnect();
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
