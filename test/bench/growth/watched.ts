import type { CrowdOrder, Counted } from '../fan-out/crowd.ts';
import { startChild } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import type { Cpu, NodeOrder, Started } from './node.ts';

/** A node in a process of its own, with its viewers in another. */
export interface WatchedNode extends Started {
  /** Milliseconds since the beginning, of the node and of its Redis. */
  readonly cpu: () => Promise<Cpu>;
  readonly change: (order: Omit<Extract<NodeOrder, { do: 'change' }>, 'do'>) => Promise<void>;
  /** Messages that all its viewers got so far. */
  readonly delivered: () => Promise<number>;
}

export interface NodeSize {
  readonly performances: number;
  /** Of each performance. */
  readonly viewers: number;
}

/** Runs `work` with a node for each size, side by side, and one process for all viewers. */
export async function withNodes<Name extends string, Result>(
  sizes: Readonly<Record<Name, NodeSize>>,
  work: (nodes: Record<Name, WatchedNode>) => Promise<Result>,
): Promise<Result> {
  const children: Child<never>[] = [];
  const start = async <Order extends object>(file: string): Promise<Child<Order>> => {
    const child = await startChild<Order>(new URL(file, import.meta.url));
    children.push(child);
    return child;
  };
  try {
    const crowd = await start<CrowdOrder>('../fan-out/crowd.ts');
    const started = await Promise.all(
      Object.entries<NodeSize>(sizes).map(async ([name, { performances }]) => {
        const child = await start<NodeOrder>('./node.ts');
        return [name, child, await child.ask<Started>({ do: 'start', performances })] as const;
      }),
    );
    const nodes: [string, WatchedNode][] = [];
    for (const [name, child, node] of started) {
      for (const performanceId of node.performanceIds) {
        await crowd.ask<Counted>({
          ...{ do: 'open', group: name, url: node.url, count: sizes[name as Name].viewers },
          hello: `420["map:watch",${JSON.stringify({ performanceId })}]`,
        });
      }
      nodes.push([name, watched(name, child, node, crowd)]);
    }
    return await work(Object.fromEntries(nodes) as Record<Name, WatchedNode>);
  } finally {
    await Promise.all(children.map((child) => child.end()));
  }
}

function watched(
  group: string,
  child: Child<NodeOrder>,
  node: Started,
  crowd: Child<CrowdOrder>,
): WatchedNode {
  return {
    ...node,
    cpu: () => child.ask<Cpu>({ do: 'cpu' }),
    change: async (order) => void (await child.ask({ do: 'change', ...order })),
    delivered: async () => (await crowd.ask<Counted>({ do: 'count', group })).frames,
  };
}
