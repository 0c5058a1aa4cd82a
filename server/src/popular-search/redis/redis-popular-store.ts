import type { Redis } from 'ioredis';
import { unavailable } from '../../platform/errors.ts';
import { remains } from '../ranking/memory-popular-store.ts';
import { MOST_BEFORE, MOST_SPELLINGS, commonest } from '../ranking/popular-store.ts';
import type { Counting, CountReply, PopularStore, TermCount } from '../ranking/popular-store.ts';
import { popularKeys } from './keys.ts';
import { createScripts } from './scripts.ts';
import type { PopularScript } from './scripts.ts';

export interface RedisPopularStoreOptions extends Counting {
  /** A connection without offline queue. */
  readonly redis: Redis;
  /** Milliseconds; for tests. Without it every script reads the server's own clock. */
  readonly now?: () => number;
  /** Searches that one script lets go of at most. @default 1_000 */
  readonly batch?: number;
  /** Put before every key, for tests that share a server. */
  readonly prefix?: string;
}

/** One script clears a batch of what is too old; after so many the next caller goes on. */
const MOST_TRIES = 50;

/** The store on Redis: one script a command, all keys in one slot. */
export function createRedisPopularStore(options: RedisPopularStoreOptions): PopularStore {
  const { redis, windowMs, stepMs, minimum, termsAPerson, now, batch = 1_000 } = options;
  const run = createScripts(redis);
  const keys = popularKeys(options.prefix);

  /** The reply without its code; undefined: `EMPTY`. */
  async function ask(
    script: PopularScript,
    args: readonly (string | number)[],
  ): Promise<string[] | undefined> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const time = now ? String(now()) : '';
      const common = [time, windowMs, stepMs, batch, MOST_BEFORE];
      const [code = '', ...reply] = await run(script, keys, [...common, ...args]);
      if (code === 'EMPTY') return undefined;
      if (code === 'OK') return reply;
      if (code !== 'AGAIN') return [code];
    }
    throw unavailable('Popular searches are being counted anew.', 1_000);
  }

  return {
    count: async ({ term, spelling, person, former = '' }) => {
      const limits = [termsAPerson, minimum, MOST_SPELLINGS];
      const reply = await ask('count', [term, spelling, person, former, ...limits]);
      return (reply?.[0] ?? 'EMPTY') as CountReply;
    },
    top: async (most) => {
      const reply = await ask('top', [most]);
      if (!reply) return undefined;
      const [before = '', ...rest] = reply;
      const terms = toCounts(rest.slice(rest.length / 3));
      const found = terms.map((one, place) => ({
        ...one,
        spelling: spellingOf(rest[place], one.term),
      }));
      return { now: found, before: toCounts(lines(before)) };
    },
    state: async (most) => {
      const reply = await ask('state', [most]);
      if (!reply) return undefined;
      const [at, step, before = '', ...rest] = reply;
      const terms = inGroups(rest, 3).map(([term = '', spellings, steps = '']) => ({
        term,
        spelling: spellingOf(spellings, term),
        steps: inGroups(lines(steps), 2).map(
          ([one, people]) => [Number(one), Number(people)] as const,
        ),
      }));
      return { at: Number(at), step: Number(step), before: toCounts(lines(before)), terms };
    },
    restore: async (life, state) => {
      const before = (state?.before ?? []).flatMap(({ term, people }) => [term, people]);
      const parts = remains(state, stepMs).flatMap(({ term, spelling, people, at }) => [
        ...[term, spelling],
        ...[people, at],
      ]);
      await ask('restore', [life, state?.step ?? 0, before.join('\n'), ...parts]);
    },
    unwritten: async (most) => {
      const reply = await ask('unwritten', [most]);
      if (!reply) return undefined;
      const [life = '', ...rest] = reply;
      const days = inGroups(rest, 3).map(([entry = '', people, spellings]) => {
        const bar = entry.indexOf('|');
        const term = entry.slice(bar + 1);
        const day = Number(entry.slice(0, bar));
        return { day, term, people: Number(people), spelling: spellingOf(spellings, term) };
      });
      return { life, days };
    },
    written: async ({ life, days }) => {
      const entries = days.flatMap(({ day, term, people }) => [`${String(day)}|${term}`, people]);
      await ask('written', [life, ...entries]);
    },
  };
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

function inGroups(list: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.floor(list.length / size) }, (_, k) =>
    list.slice(k * size, (k + 1) * size),
  );
}

function toCounts(list: readonly string[]): TermCount[] {
  return inGroups(list, 2).map(([term = '', people]) => ({ term, people: Number(people) }));
}

function spellingOf(spellings: string | undefined, term: string): string {
  const counts = inGroups(lines(spellings ?? ''), 2);
  return commonest(new Map(counts.map(([one = '', count]) => [one, Number(count)]))) || term;
}
