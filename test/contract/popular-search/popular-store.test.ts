import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createMemoryPopularStore } from '../../../server/src/popular-search/ranking/memory-popular-store.ts';
import { DAY_MS } from '../../../server/src/popular-search/ranking/popular-store.ts';
import type {
  Counting,
  CountReply,
  PopularStore,
  TermCount,
} from '../../../server/src/popular-search/ranking/popular-store.ts';
import { createRedisPopularStore } from '../../../server/src/popular-search/redis/redis-popular-store.ts';

const MINUTE = 60_000;
const COUNTING: Counting = {
  windowMs: 60 * MINUTE,
  stepMs: 5 * MINUTE,
  minimum: 2,
  termsAPerson: 3,
};
/** The beginning of a day, and of a step. */
const START = 20_000 * DAY_MS;
const clock = { now: START };
const now = (): number => clock.now;

const redis = new Redis(inject('redisUrl'));
afterAll(async () => {
  await redis.quit();
});
const onRedis = (batch?: number): PopularStore =>
  createRedisPopularStore({
    ...COUNTING,
    ...{ redis, now, prefix: `test:${randomUUID()}:` },
    ...(batch !== undefined && { batch }),
  });
const inProcess = (): PopularStore => createMemoryPopularStore({ ...COUNTING, now });

const peopleOf = async (store: PopularStore): Promise<Record<string, number>> => {
  const top = await store.top(100);
  return Object.fromEntries((top?.now ?? []).map(({ term, people }) => [term, people]));
};
const search = (store: PopularStore, person: string, term: string): Promise<CountReply> =>
  store.count({ term, spelling: term, person });

describe.each([
  ['in process', inProcess],
  ['Redis', onRedis],
  ['Redis, two at a time', () => onRedis(2)],
])('the popular searches, %s', (_name, open) => {
  let store: PopularStore;
  beforeEach(async () => {
    clock.now = START;
    store = open();
    await store.restore('first', undefined);
  });

  it('POPULAR-1 a person’s search for a term counts once, however often', async () => {
    expect(await search(store, 'a', 'moon')).toBe('COUNTED');
    expect(await search(store, 'a', 'moon')).toBe('REPEATED');
    expect(await search(store, 'b', 'moon')).toBe('COUNTED');
    expect(await search(store, 'a', 'sun')).toBe('COUNTED');
    expect(await peopleOf(store)).toEqual({ moon: 2, sun: 1 });
  });

  it('POPULAR-1 all at once as well', async () => {
    const replies = await Promise.all(
      Array.from({ length: 300 }, (_, k) => search(store, `p${String(k % 20)}`, 'moon')),
    );
    expect(replies.filter((reply) => reply === 'COUNTED')).toHaveLength(20);
    expect(await peopleOf(store)).toEqual({ moon: 20 });
  });

  it('POPULAR-2 the window slides: a search counts to the millisecond, from its last repetition', async () => {
    await search(store, 'a', 'moon');
    clock.now += 30 * MINUTE;
    await search(store, 'b', 'moon');
    await search(store, 'a', 'sun');
    clock.now = START + 60 * MINUTE - 1;
    expect(await peopleOf(store)).toEqual({ moon: 2, sun: 1 });
    clock.now += 1;
    expect(await peopleOf(store)).toEqual({ moon: 1, sun: 1 });
    await search(store, 'b', 'moon');
    clock.now = START + 90 * MINUTE;
    expect(await peopleOf(store)).toEqual({ moon: 1 });
    clock.now = START + 120 * MINUTE;
    expect(await peopleOf(store)).toEqual({});
    expect(await search(store, 'a', 'moon')).toBe('COUNTED');
  });

  it('POPULAR-3 the ranking of the last step is kept as it was at that moment', async () => {
    await search(store, 'a', 'moon');
    clock.now = START + 4 * MINUTE;
    await search(store, 'b', 'sun');
    expect((await store.top(10))?.before).toEqual([]);
    clock.now = START + 62 * MINUTE;
    await search(store, 'c', 'star');
    await search(store, 'd', 'star');
    // At 60 minutes the first had just gone, and the stars had not come.
    const top = await store.top(10);
    expect(top?.before).toEqual([{ term: 'sun', people: 1 }]);
    expect(top?.now.map(({ term }) => term)).toEqual(['star', 'sun']);
  });

  it('POPULAR-4 no more than so many different terms of a person count', async () => {
    for (const term of ['1', '2', '3']) expect(await search(store, 'a', term)).toBe('COUNTED');
    expect(await search(store, 'a', '4')).toBe('LIMIT');
    expect(await search(store, 'a', '3')).toBe('REPEATED');
    clock.now += 60 * MINUTE;
    expect(await search(store, 'a', '4')).toBe('COUNTED');
  });

  it('POPULAR-4 somebody whose name has changed is the same person', async () => {
    await search(store, 'old', 'moon');
    const renamed = { term: 'moon', spelling: 'moon', person: 'new', former: 'old' };
    expect(await store.count(renamed)).toBe('REPEATED');
    expect(await store.count({ ...renamed, term: 'sun' })).toBe('COUNTED');
    expect(await peopleOf(store)).toEqual({ moon: 1, sun: 1 });
  });

  it('POPULAR-5 a term is told in its commonest spelling', async () => {
    const spellings = ['IU 콘서트', 'iu 콘서트', 'IU 콘서트', 'Iu 콘서트'];
    for (const [k, spelling] of spellings.entries()) {
      await store.count({ term: 'iu 콘서트', spelling, person: `p${String(k)}` });
    }
    expect((await store.top(1))?.now).toEqual([
      { term: 'iu 콘서트', spelling: 'IU 콘서트', people: 4 },
    ]);
  });

  it('POPULAR-7 equals stand in one order, and only as many as were asked for', async () => {
    for (const term of ['나', 'a', '가', 'B']) await search(store, `x${term}`, term);
    await search(store, 'y', '가');
    const top = await store.top(3);
    expect(top?.now.map(({ term }) => term)).toEqual(['가', '나', 'a']);
  });

  it('POPULAR-8 without a life it says so; restored, it goes on with what is left', async () => {
    await search(store, 'a', 'moon');
    clock.now += 20 * MINUTE;
    await store.count({ term: 'moon', spelling: 'Moon', person: 'b' });
    await store.count({ term: 'moon', spelling: 'Moon', person: 'c' });
    await search(store, 'a', 'sun');
    clock.now += MINUTE;
    const state = await store.state(10);
    expect(state?.terms).toEqual([
      {
        term: 'moon',
        spelling: 'Moon',
        steps: [
          [START / COUNTING.stepMs, 1],
          [START / COUNTING.stepMs + 4, 2],
        ],
      },
      { term: 'sun', spelling: 'sun', steps: [[START / COUNTING.stepMs + 4, 1]] },
    ]);
    const next = open();
    expect(await search(next, 'd', 'moon')).toBe('EMPTY');
    expect(await next.top(1)).toBeUndefined();
    expect(await next.state(1)).toBeUndefined();
    expect(await next.unwritten(1)).toBeUndefined();
    await next.restore('second', state);
    await next.restore('third', undefined);
    expect(await peopleOf(next)).toEqual({ moon: 3, sun: 1 });
    expect((await next.top(1))?.before).toEqual(state?.before);
    expect((await next.top(1))?.now[0]?.spelling).toBe('Moon');
    expect((await next.unwritten(10))?.life).toBe('second');
    clock.now = START + 66 * MINUTE;
    expect(await peopleOf(next)).toEqual({ moon: 2, sun: 1 });
    clock.now += 30 * MINUTE;
    expect(await peopleOf(next)).toEqual({});
  });

  it('POPULAR-9 days are told from their minimum on, until they are written down as they are', async () => {
    await search(store, 'a', 'moon');
    await search(store, 'a', 'sun');
    expect((await store.unwritten(10))?.days).toEqual([]);
    await search(store, 'b', 'moon');
    const first = await store.unwritten(10);
    const moon: TermCount & { day: number; spelling: string } = {
      ...{ day: START / DAY_MS, term: 'moon', spelling: 'moon', people: 2 },
    };
    expect(first).toEqual({ life: 'first', days: [moon] });
    await search(store, 'c', 'moon');
    if (first) await store.written(first);
    const second = await store.unwritten(10);
    expect(second?.days).toEqual([{ ...moon, people: 3 }]);
    if (second) {
      await store.written({ ...second, life: 'another' });
      expect((await store.unwritten(10))?.days).toHaveLength(1);
      await store.written(second);
    }
    expect((await store.unwritten(10))?.days).toEqual([]);
  });

  it('POPULAR-9 a new day begins with nothing; one that is long over is forgotten', async () => {
    for (const person of ['a', 'b']) await search(store, person, 'moon');
    clock.now += DAY_MS;
    for (const person of ['a', 'b', 'c']) await search(store, person, 'moon');
    const found = await store.unwritten(10);
    const days = [...(found?.days ?? [])].sort((a, b) => a.day - b.day);
    expect(days.map(({ day, people }) => [day - START / DAY_MS, people])).toEqual([
      [0, 2],
      [1, 3],
    ]);
    clock.now += 2 * DAY_MS;
    if (found) await store.written(found);
    // Were it still known, it would be told again as it is counted on.
    expect((await store.unwritten(10))?.days).toEqual([]);
  });
});

describe('both stores', () => {
  const terms = ['moon', 'sun', '달빛', 'a|b', 'Ω'];
  const command = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('search' as const),
        person: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        former: fc.option(fc.constantFrom('a', 'x'), { nil: undefined }),
        term: fc.constantFrom(...terms),
        spelling: fc.constantFrom('1', '2', '3'),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        ms: fc.oneof(fc.nat(20 * MINUTE), fc.constantFrom(5 * MINUTE, 60 * MINUTE)),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'write' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'lose' as const }) },
  );

  it('POPULAR-10 say the same to any commands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        clock.now = START;
        let [memory, remote] = [inProcess(), onRedis(3)];
        for (const store of [memory, remote]) await store.restore('life', undefined);
        const both = async (ask: (store: PopularStore) => Promise<unknown>): Promise<void> => {
          expect(await ask(remote)).toEqual(await ask(memory));
        };
        for (const one of commands) {
          if (one.kind === 'wait') clock.now += one.ms;
          if (one.kind === 'search') await both((store) => store.count(one));
          if (one.kind === 'write') {
            for (const store of [memory, remote]) {
              const found = await store.unwritten(100);
              if (found) await store.written(found);
            }
          }
          if (one.kind === 'lose') {
            const state = await memory.state(3);
            await both((store) => store.state(3));
            [memory, remote] = [inProcess(), onRedis(3)];
            await both((store) => store.restore('next', state));
          }
          await both((store) => store.top(4));
        }
        await both((store) => store.state(10));
        await both(async (store) =>
          [...((await store.unwritten(100))?.days ?? [])].sort((a, b) =>
            a.term + String(a.day) < b.term + String(b.day) ? -1 : 1,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});
