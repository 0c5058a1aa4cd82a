import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchOptions } from '../harness/bench.ts';
import type { Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import { median } from '../harness/samples.ts';
import { grown } from './grown.ts';
import { withNodes } from './watched.ts';
import type { WatchedNode } from './watched.ts';

/** Some jobs come every ten seconds: a window holds one of each. */
const WINDOW_MS = 10_000;
const CHANGES = 1_000;
const SIZES = {
  one: { performances: 1, viewers: 1 },
  some: { performances: 50, viewers: 1 },
  many: { performances: 500, viewers: 1 },
} as const;
const QUICK = {
  one: { performances: 1, viewers: 1 },
  some: { performances: 3, viewers: 1 },
  many: { performances: 10, viewers: 1 },
} as const;

type Nodes = Readonly<Record<keyof typeof SIZES, WatchedNode>>;

/** What a performance costs that is watched, and what a change costs where others are watched. */
export async function measurePerformances({ rounds, quick }: BenchOptions): Promise<Figure[]> {
  const sizes = quick ? QUICK : SIZES;
  return withNodes(sizes, async (nodes) => {
    const windowMs = quick ? 500 : WINDOW_MS;
    const idle = await watchIdle(nodes, rounds, windowMs);
    const each = (name: 'some' | 'many') =>
      idle[name].map((ms, round) => {
        const others = sizes[name].performances - 1;
        return ((ms - (idle.one[round] ?? 0)) * 1000) / others / (windowMs / 1000);
      });
    const ofChange = await interleave(
      {
        '1 watched': () => changeOne(nodes.one, idle.one, windowMs, quick),
        '500 watched': () => changeOne(nodes.many, idle.many, windowMs, quick),
      },
      // A node that does next to nothing has its code compiled late.
      { rounds, warmUps: quick ? 1 : 4 },
    );
    return [
      ...grown({
        ...{ what: 'a watched performance, CPU a second', unit: 'µs' },
        costs: { '50 watched': each('some'), '500 watched': each('many') },
      }),
      ...grown({ what: 'a change, CPU', unit: 'µs', costs: ofChange }),
    ];
  });
}

/** CPU of each node and its Redis in the same stretches of time. */
async function watchIdle(
  nodes: Nodes,
  rounds: number,
  windowMs: number,
): Promise<Record<keyof Nodes, number[]>> {
  const idle: Record<keyof Nodes, number[]> = { one: [], some: [], many: [] };
  const names = Object.keys(idle) as (keyof Nodes)[];
  const read = () => Promise.all(names.map((name) => cpuOf(nodes[name])));
  let before = await read();
  for (let round = 0; round < rounds; round += 1) {
    await sleep(windowMs);
    const after = await read();
    names.forEach((name, k) => idle[name].push((after[k] ?? 0) - (before[k] ?? 0)));
    before = after;
  }
  return idle;
}

async function cpuOf(node: WatchedNode): Promise<number> {
  const { node: own, redis } = await node.cpu();
  return own + redis;
}

/** As quickly as it goes; what the node does anyway meanwhile is taken off. */
async function changeOne(
  node: WatchedNode,
  idle: readonly number[],
  windowMs: number,
  quick: boolean,
): Promise<number> {
  const changes = quick ? 50 : CHANGES;
  const [performanceId = 0] = node.performanceIds;
  const before = await cpuOf(node);
  const began = performance.now();
  await node.change({ performanceId, changes, everyMs: 0 });
  const anyway = (median(idle) * (performance.now() - began)) / windowMs;
  return (((await cpuOf(node)) - before - anyway) * 1000) / changes;
}
