import { openSale } from '../../support/catalogue.ts';
import type { Bench, BenchOptions } from '../harness/bench.ts';
import { compare } from '../harness/figure.ts';
import type { Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import { median } from '../harness/samples.ts';
import { openSetting } from '../join/setting.ts';
import type { Setting } from '../join/setting.ts';
import { SEATS_A_BUYER } from './buyers.ts';
import { openNaive, openProduct, workOf } from './clusters.ts';
import type { Cluster, Work } from './clusters.ts';

const BUYERS = 100;
const SEATS_A_ROW = 10;
const RATES = { few: 50, some: 500, many: 2_000 } as const;
/** Of the clusters of one and of three nodes. */
const SIZE_RATE = RATES.some;

export const clusterBench: Bench = {
  name: 'cluster',
  title: 'A change on the other nodes',
  about: `Seats are held and given back on one node, over sockets of a hundred signed-in buyers, one change after
the other at an even pace. What is measured is the CPU of a **receiving** node, where nobody holds and three
viewers watch, so that what a change costs there is not hidden by what sending it to a crowd costs. From each
round's CPU the same node's when it is left alone (the median of the rounds) is taken off.

The reference is Socket.IO's Redis adapter as its guide has it: the node where a seat changes does one
\`io.to(room).emit('seat', …)\`, and the others send it on to the same three viewers. It keeps no seats.

Of ours a node says at most once a tick (50 ms) that a performance has changed, and the others read its map.
So a receiving node's work follows the ticks: with as many changes as ticks there is nothing to gain by it,
and above that the cost of a **second** stays while the cost of a change falls. The figure from 50 to 2,000
changes/s is that of a second of watching; the reference's would be the change's.

With one node there is no receiving one: compared is what making a change costs a node with two others beside
it and one that is alone, each with its own Redis. Not measured: several machines, networks, Redis Cluster.`,
  measure: async (options) => {
    const setting = await openSetting();
    try {
      return await measureAll(setting, options);
    } finally {
      await setting.end();
    }
  },
};

interface Clusters {
  readonly pair: Cluster;
  readonly trio: Cluster;
  readonly alone: Cluster;
  readonly naivePair: Cluster;
  readonly naiveTrio: Cluster;
}

async function openClusters(setting: Setting): Promise<Clusters> {
  const rows = (BUYERS * SEATS_A_BUYER) / SEATS_A_ROW;
  // One each: a performance's seats are in one Redis only.
  const sale = (): Promise<number> => openSale(setting.database, { rows });
  const of = async (nodes: number) => ({
    ...{ setting, nodes, buyers: BUYERS, performanceId: await sale() },
  });
  const [pair, trio, alone, naivePair, naiveTrio] = await Promise.all([
    openProduct(await of(2)),
    openProduct(await of(3)),
    openProduct(await of(1)),
    openNaive(await of(2)),
    openNaive(await of(3)),
  ]);
  return { pair, trio, alone, naivePair, naiveTrio };
}

async function measureAll(
  setting: Setting,
  { rounds, quick, log }: BenchOptions,
): Promise<Figure[]> {
  const clusters = await openClusters(setting);
  const seconds = quick ? 0.2 : 0.8;
  // What bars are for: a node's own jobs, which come once a second, are as much as what is measured.
  const long = quick ? 0.2 : 2;
  log(`${String(long)} s a rate and round with two nodes, else ${String(seconds)} s`);
  const { pair, trio, alone, naivePair, naiveTrio } = clusters;
  const at = (cluster: Cluster, rate: number, lasting = seconds) =>
    net(() => workOf(cluster, rate, lasting));
  const work = await interleave(
    {
      idle: () => idleOf(clusters, long),
      oursFew: at(pair, RATES.few, long),
      naiveFew: at(naivePair, RATES.few, long),
      oursSome: at(pair, RATES.some, long),
      naiveSome: at(naivePair, RATES.some, long),
      oursMany: at(pair, RATES.many, long),
      naiveMany: at(naivePair, RATES.many, long),
      oursTrio: at(trio, SIZE_RATE),
      naiveTrio: at(naiveTrio, SIZE_RATE),
      oursAlone: at(alone, SIZE_RATE),
    },
    { rounds },
  );
  const ours = { few: work.oursFew, some: work.oursSome, many: work.oursMany };
  const naive = { few: work.naiveFew, some: work.naiveSome, many: work.naiveMany };
  const idle = (name: keyof Clusters): number => median(work.idle.map((all) => all[name]));
  const perChange = (works: readonly Sample[], name: keyof Clusters): number[] =>
    works.map((each) => (each.receiving - idle(name)) / rateOf(each));
  const perSecond = (works: readonly Sample[]): number[] =>
    works.map((each) => (each.receiving - idle('pair')) / 1_000);
  const common = { bench: 'cluster', unit: 'µs' };
  const referenceName = 'one emit a change through the adapter';
  const figures = (['few', 'some', 'many'] as const).map((key) =>
    compare({
      ...{ ...common, referenceName },
      case: `2 nodes, ${RATES[key].toLocaleString('en')} changes/s: CPU a change on the receiving node`,
      ours: perChange(ours[key], 'pair'),
      reference: perChange(naive[key], 'naivePair'),
      ...(key === 'some' && { bar: { of: 'ratio', at_most: 0.2 } as const }),
    }),
  );
  return [
    ...figures,
    compare({
      ...{ bench: 'cluster', unit: 'ms/s', referenceName: 'ours at 50 changes/s' },
      case: '2 nodes, 2,000 changes/s: CPU a second on the receiving node',
      ...{ ours: perSecond(ours.many), reference: perSecond(ours.few) },
      bar: { of: 'ratio', at_most: 1.2 },
    }),
    compare({
      ...{ ...common, referenceName },
      case: '3 nodes, 500 changes/s: CPU a change on each receiving node',
      ours: perChange(work.oursTrio, 'trio'),
      reference: perChange(work.naiveTrio, 'naiveTrio'),
    }),
    compare({
      ...{ ...common, referenceName: 'ours alone' },
      case: '3 nodes, 500 changes/s: CPU a change on the node that makes it',
      ours: work.oursTrio.map((each) => each.acting / rateOf(each)),
      reference: work.oursAlone.map((each) => each.acting / rateOf(each)),
    }),
  ];
}

type Sample = Work & Readonly<Record<keyof Clusters, number>>;

const NOTHING = { pair: 0, trio: 0, alone: 0, naivePair: 0, naiveTrio: 0 };

/** All of them at once: each is left alone. */
async function idleOf(clusters: Clusters, seconds: number): Promise<Sample> {
  const names = Object.keys(clusters) as (keyof Clusters)[];
  const works = await Promise.all(names.map((name) => workOf(clusters[name], 0, seconds)));
  const receiving = Object.fromEntries(names.map((name, k) => [name, works[k]?.receiving ?? 0]));
  const [work] = works;
  if (!work) throw new Error('no cluster');
  return { ...work, ...NOTHING, ...receiving };
}

/** A way that makes changes. */
function net(way: () => Promise<Work>): () => Promise<Sample> {
  return async () => ({ ...(await way()), ...NOTHING });
}

function rateOf({ changes, seconds }: Work): number {
  return changes / seconds;
}
