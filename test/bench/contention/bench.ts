import { startMariaDb, startRedis } from '../../support/services.ts';
import type { Bench, BenchOptions } from '../harness/bench.ts';
import { startChild } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { compare } from '../harness/figure.ts';
import type { Bar, Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import { about } from './about.ts';
import type { ContentionOrder } from './child.ts';
import type { CrowdOrder, CrowdTally } from './crowd.ts';
import { createSeatsTable } from './sql-seats.ts';
import { STRATEGIES } from './strategies/index.ts';
import type { StrategyName } from './strategies/index.ts';

type Tallies = Record<StrategyName, CrowdTally[]>;
type Reference = Exclude<StrategyName, 'ours'>;

const BENCH = 'contention';
const NAMES = Object.keys(STRATEGIES) as StrategyName[];
const BUYERS = 200;
const SEATS = 5_000;

/** How many times as many holds a second we want. */
const AT_LEAST: Readonly<Partial<Record<Reference, number>>> = {
  'SETNX spin lock + SQL': 15,
  'redlock + SQL': 15,
  'pub/sub lock + SQL': 15,
  'SELECT … FOR UPDATE': 8,
  'SELECT … FOR UPDATE, driver': 8,
};

export const contentionBench: Bench = {
  name: BENCH,
  title: 'Holds: 200 buyers who want the same seats',
  about,
  measure: async (options) => toFigures(await measure(options)),
};

async function measure(options: BenchOptions): Promise<Tallies> {
  const services = await Promise.all([startRedis(), startMariaDb({ durable: true })]);
  const children = new Map<StrategyName, Child<ContentionOrder>>();
  try {
    const [redis, mariadb] = services;
    const mariadbUrl = await createSeatsTable(mariadb.url, SEATS);
    for (const name of NAMES) {
      const child = await startChild<ContentionOrder>(new URL('./child.ts', import.meta.url));
      children.set(name, child);
      await child.ask({ open: name, place: { redisUrl: redis.url, mariadbUrl, seats: SEATS } });
    }
    return await interleave(waysOf(children, options), options);
  } finally {
    await Promise.all([...children.values()].map((child) => child.end()));
    await Promise.all(services.map((service) => service.stop()));
  }
}

function waysOf(
  children: ReadonlyMap<StrategyName, Child<ContentionOrder>>,
  { quick, log }: BenchOptions,
): Record<StrategyName, (round: number) => Promise<CrowdTally>> {
  const times = quick ? { rampMs: 50, forMs: 200 } : { rampMs: 250, forMs: 1_800 };
  const ways = [...children].map(([name, child]) => [
    name,
    async (round: number) => {
      const run: CrowdOrder = {
        buyers: BUYERS,
        seats: SEATS,
        seed: round + 10,
        ...times,
      };
      const tally = await child.ask<CrowdTally>({ run });
      log(`${name}: ${describe(tally)}`);
      if (name === 'ours' && tally.doubleHolds > 0) throw new Error('two buyers held one seat');
      return tally;
    },
  ]);
  return Object.fromEntries(ways) as ReturnType<typeof waysOf>;
}

function describe({ perSecond, attempts, granted, p50Ms, p99Ms, doubleHolds }: CrowdTally): string {
  const refused = Math.round((100 * (attempts - granted)) / Math.max(1, attempts));
  return [
    `${perSecond.toFixed(0)} holds/s, ${String(refused)} % of attempts refused`,
    `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, ${String(doubleHolds)} double holds`,
  ].join(', ');
}

function toFigures(tallies: Tallies): Figure[] {
  const references = NAMES.filter((name): name is Reference => name !== 'ours');
  const against = (
    reference: Reference,
    [what, unit, pick]: [string, string, (tally: CrowdTally) => number],
    bar?: Bar,
  ): Figure =>
    compare({
      ...{ bench: BENCH, case: `200 Zipf buyers: ${what}`, unit, referenceName: reference },
      ours: tallies.ours.map(pick),
      reference: tallies[reference].map(pick),
      ...(bar && { bar }),
    });
  return [
    ...references.map((reference) => {
      const atLeast = AT_LEAST[reference];
      const bar = atLeast === undefined ? undefined : ({ of: 'ratio', at_least: atLeast } as const);
      return against(reference, ['success', 'holds/s', (tally) => tally.perSecond], bar);
    }),
    ...references.map((name) => against(name, ['p50', 'ms', (tally) => tally.p50Ms])),
    ...references.map((name) => against(name, ['p99', 'ms', (tally) => tally.p99Ms])),
    ...references.map((name) =>
      against(name, ['double holds', 'a round', (tally) => tally.doubleHolds], {
        ...{ of: 'ours', at_most: 0 },
      }),
    ),
  ];
}
