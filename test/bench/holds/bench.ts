import { startRedis } from '../../support/services.ts';
import type { Bench, BenchOptions } from '../harness/bench.ts';
import { startChild } from '../harness/child.ts';
import { compare } from '../harness/figure.ts';
import type { Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import { about } from './about.ts';
import type { LoadOrder, LoadResult } from './load.ts';
import { measureWholePath } from './whole-path.ts';

interface Setting {
  readonly name: string;
  readonly how: LoadOrder['how'];
  readonly count: number;
  /** Wanted of one seat. */
  readonly atLeast: number;
}

const SETTINGS: readonly Setting[] = [
  { name: 'one ioredis process', how: { inFlight: 64 }, count: 20_000, atLeast: 0.85 },
  {
    name: '64 connections, unpipelined',
    ...{ how: { connections: 64, perWrite: 1 }, count: 16_000, atLeast: 0.5 },
  },
  {
    name: '64 connections, 16 a write',
    ...{ how: { connections: 64, perWrite: 16 }, count: 40_000, atLeast: 0.25 },
  },
];

const WHAT = {
  set: 'set',
  hold1: { seatsEach: 1 },
  hold2: { seatsEach: 2 },
  hold4: { seatsEach: 4 },
  nothing: 'nothing',
} as const satisfies Record<string, LoadOrder['what']>;

type What = keyof typeof WHAT;

export const holdsBench: Bench = {
  name: 'holds',
  title: 'Holds, beside a trivial script',
  about,
  measure: async (options) => {
    const redis = await startRedis();
    try {
      const figures: Figure[] = [];
      for (const setting of SETTINGS) {
        figures.push(...(await measureSetting(redis.url, setting, options)));
      }
      return [...figures, ...(await measureWholePath(redis.url, options))];
    } finally {
      await redis.stop();
    }
  },
};

async function measureSetting(
  redisUrl: string,
  setting: Setting,
  { rounds, quick, log }: BenchOptions,
): Promise<Figure[]> {
  const load = await startChild<LoadOrder>(new URL('./load.ts', import.meta.url), ['--expose-gc']);
  try {
    const count = quick ? 640 : setting.count;
    const way = (what: What) => () =>
      load.ask<LoadResult>({ redisUrl, what: WHAT[what], how: setting.how, count });
    const results = await interleave(
      {
        ...{ hold4: way('hold4'), hold2: way('hold2'), set: way('set'), hold1: way('hold1') },
        nothing: way('nothing'),
      },
      { rounds, warmUps: quick ? 0 : 1 },
    );
    for (const what of ['set', 'hold1'] as const) log(describeBusy(setting, what, results[what]));
    return toFigures(setting, results);
  } finally {
    await load.end();
  }
}

function toFigures(setting: Setting, results: Record<What, LoadResult[]>): Figure[] {
  const rates = (what: What): number[] => results[what].map(({ perSecond }) => perSecond);
  const figure = (seats: 1 | 2 | 4, reference: 'set' | 'nothing'): Figure =>
    compare({
      ...{ bench: 'holds', unit: 'holds/s', ours: rates(`hold${seats}`) },
      ...{ case: `${String(seats)} ${seats === 1 ? 'seat' : 'seats'}, ${setting.name}` },
      reference: rates(reference),
      referenceName: reference === 'set' ? 'trivial EVALSHA' : 'empty EVALSHA',
      ...(seats === 1 &&
        reference === 'set' && { bar: { of: 'ratio', at_least: setting.atLeast } as const }),
    });
  return [figure(1, 'set'), figure(2, 'set'), figure(4, 'set'), figure(1, 'nothing')];
}

/** Who was the bottleneck. */
function describeBusy({ name }: Setting, what: What, results: readonly LoadResult[]): string {
  const share = (of: (each: LoadResult) => number): string =>
    Math.max(...results.map(of)).toFixed(2);
  const redis = share(({ redisBusy }) => redisBusy);
  const load = share(({ loadBusy }) => loadBusy);
  return `${name}, ${what}: at most ${redis} cores of Redis, ${load} of the load`;
}
