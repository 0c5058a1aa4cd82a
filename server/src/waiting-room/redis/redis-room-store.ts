import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { admittedKey, performanceTag } from '../../platform/performance-keys.ts';
import { createScriptRunner } from '../../platform/redis-scripts.ts';
import { BURST_MS, ABSENT_BATCH, PACE_MS } from '../room-store.ts';
import type { Done, Lost, RoomStore } from '../room-store.ts';
import { formatEntry, parseEntry, toPairs, toWhereabouts } from './entries.ts';

export interface RedisRoomStoreOptions {
  /** The seat store's own connection: both speak of the same keys. */
  readonly redis: Redis;
  /** Identity of the server that answers on it; throws while it isn't known (EPOCH-3). */
  readonly incarnation: () => number;
  /** Milliseconds; for tests. Without it every script reads the server's own clock. */
  readonly now?: () => number;
  /** Put before every key, for tests that share a server. */
  readonly prefix?: string;
}

const SCRIPTS = [
  'install',
  'add',
  'remove',
  'admit',
  'end',
  'enter',
  'look',
  'take',
  'due',
] as const;
type RoomScript = (typeof SCRIPTS)[number];
const FILES = Object.fromEntries(SCRIPTS.map((name) => [name, name])) as Record<RoomScript, string>;

/** Entries a command carries at most: a long one would keep everybody else waiting. */
const CHUNK = 500;
const TEMPORARY_TTL_MS = 60_000;

/** The room's scripts share the slot of the performance's seats: a hold reads their list. */
export function createRedisRoomStore(options: RedisRoomStoreOptions): RoomStore {
  const { redis, incarnation, prefix = '' } = options;
  const runScript = createScriptRunner(redis, new URL('./lua/', import.meta.url), FILES);

  function run(
    script: RoomScript,
    performanceId: number,
    args: readonly (string | number)[],
    temporary: readonly string[] = [],
  ): Promise<unknown[]> {
    const now = options.now ? String(options.now()) : '';
    const keys = [...keysOf(performanceId, prefix), ...temporary];
    return runScript(script, keys, [incarnation(), now, ...args]);
  }

  /** In several commands, if there are many; each is all that it needs to be. */
  async function inChunks(
    script: RoomScript,
    performanceId: number,
    entries: readonly (readonly (string | number)[])[],
  ): Promise<Done> {
    for (let from = 0; from < entries.length; from += CHUNK) {
      const reply = await run(script, performanceId, entries.slice(from, from + CHUNK).flat());
      if (reply[0] !== 'OK') return { code: 'LOST' };
    }
    return { code: 'OK' };
  }

  async function fill(
    key: string,
    entries: readonly (readonly (string | number)[])[],
    write: (key: string, flat: (string | number)[]) => Promise<unknown>,
  ): Promise<string> {
    for (let from = 0; from < entries.length; from += CHUNK) {
      await write(key, entries.slice(from, from + CHUNK).flat());
      await redis.pexpire(key, TEMPORARY_TTL_MS);
    }
    return key;
  }

  return {
    install: async (performanceId, { line, admitted }) => {
      const now = options.now?.() ?? (await serverTime(redis));
      const tag = `${performanceTag(performanceId, prefix)}:t:${randomBytes(6).toString('hex')}`;
      const zadd = (key: string, flat: (string | number)[]) => redis.zadd(key, ...flat);
      const hset = (key: string, flat: (string | number)[]) => redis.hset(key, ...flat);
      const list = admitted.map((one) => [one.account, formatEntry(one)]);
      const seen = [...line, ...admitted].map(({ account }) => [now, account]);
      const temporary = [
        await fill(`${tag}:a`, list, hset),
        await fill(
          `${tag}:w`,
          line.map(({ account, place }) => [place, account]),
          zadd,
        ),
        await fill(`${tag}:s`, seen, zadd),
      ];
      await run('install', performanceId, [], temporary);
    },
    add: (performanceId, entries) =>
      inChunks(
        'add',
        performanceId,
        entries.map(({ account, place }) => [account, place]),
      ),
    remove: (performanceId, accounts) =>
      inChunks(
        'remove',
        performanceId,
        accounts.map((account) => [account]),
      ),
    admit: (performanceId, admissions) =>
      inChunks(
        'admit',
        performanceId,
        admissions.map((one) => [one.account, formatEntry(one)]),
      ),
    end: async (performanceId, { account, number }) =>
      done(await run('end', performanceId, [account, number])),
    enter: async (performanceId, { account, number, sessionMs }) => {
      const reply = await run('enter', performanceId, [account, number, sessionMs]);
      if (reply[0] === 'OK') return { code: 'OK', until: Number(reply[1]) };
      return reply[0] === 'GONE' ? { code: 'GONE' } : LOST;
    },
    look: async (performanceId, accounts) => {
      const [code, now, waiting, admitted, pace, ...found] = await run(
        'look',
        performanceId,
        accounts,
      );
      if (code !== 'OK') return LOST;
      return {
        code,
        now: Number(now),
        waiting: Number(waiting),
        admitted: Number(admitted),
        pace: pace === '' ? undefined : Number(pace),
        found: found.map(toWhereabouts),
      };
    },
    take: async (performanceId, { ratePerMinute, wanted }) => {
      const args = [ratePerMinute, wanted, BURST_MS, PACE_MS];
      const [code, granted, now] = await run('take', performanceId, args);
      return code === 'OK' ? { code, granted: Number(granted), now: Number(now) } : LOST;
    },
    due: async (performanceId, graceMs) => {
      const reply = await run('due', performanceId, [graceMs, ABSENT_BATCH]);
      if (reply[0] !== 'OK') return LOST;
      const over = toPairs(reply[2]).map(([account, entry]) => parseEntry(account, entry));
      return {
        code: 'OK',
        now: Number(reply[1]),
        over: over.filter((one) => one !== undefined),
        absent: toPairs(reply[3]).map(([account, entry]) => ({
          account,
          admission: parseEntry(account, entry),
        })),
      };
    },
  };
}

const LOST: Lost = { code: 'LOST' };

function done(reply: unknown[]): Done {
  return reply[0] === 'OK' ? { code: 'OK' } : LOST;
}

/** Admissions, line, seen, bucket, ended: the order that the scripts know them in. */
export function keysOf(performanceId: number, prefix = ''): string[] {
  const tag = performanceTag(performanceId, prefix);
  return [admittedKey(performanceId, prefix), `${tag}:w`, `${tag}:s`, `${tag}:q`, `${tag}:e`];
}

async function serverTime(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}
