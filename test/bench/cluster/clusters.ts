import { openSeatSocket } from '../join/seat-socket.ts';
import type { Setting, Subject } from '../join/setting.ts';
import { change, openHolders, openTellers } from './buyers.ts';
import type { Buyer, BuyersOptions } from './buyers.ts';

/** The nodes of one cluster: buyers are on the first only, viewers on the others only. */
export interface Cluster {
  readonly acting: Subject;
  readonly receiving: readonly Subject[];
  readonly buyers: readonly Buyer[];
  /** Messages that viewers have got since they came. */
  heard(): number;
}

export interface ClusterOptions {
  readonly setting: Setting;
  readonly performanceId: number;
  readonly nodes: number;
  readonly buyers: number;
}

const NAIVE = new URL('./naive-node.ts', import.meta.url);
export const VIEWERS_A_NODE = 3;

export async function openProduct(options: ClusterOptions): Promise<Cluster> {
  const redisUrl = await options.setting.redis();
  const nodes = await open(options.nodes, () => options.setting.node(redisUrl));
  return openCluster(options, nodes, 'map:watch', openHolders);
}

export async function openNaive(options: ClusterOptions): Promise<Cluster> {
  const REDIS_URL = await options.setting.redis();
  const nodes = await open(options.nodes, () => options.setting.subject(NAIVE, { REDIS_URL }));
  return openCluster(options, nodes, 'watch', openTellers);
}

async function open(count: number, one: () => Promise<Subject>): Promise<Subject[]> {
  const nodes: Subject[] = [];
  for (let k = 0; k < count; k += 1) nodes.push(await one());
  return nodes;
}

async function openCluster(
  { performanceId, buyers: count }: ClusterOptions,
  [acting, ...receiving]: readonly Subject[],
  watch: string,
  openBuyers: (options: BuyersOptions) => Promise<Buyer[]>,
): Promise<Cluster> {
  if (!acting) throw new Error('a cluster has a node');
  let heard = 0;
  const event = (): void => void (heard += 1);
  for (const { port } of receiving) {
    for (let k = 0; k < VIEWERS_A_NODE; k += 1) {
      await (await openSeatSocket({ port, event })).request(watch, { performanceId });
    }
  }
  const buyers = await openBuyers({ port: acting.port, performanceId, count });
  return { acting, receiving, buyers, heard: () => heard };
}

/** CPU in microseconds a second, while so many changes a second were made. */
export interface Work {
  readonly acting: number;
  /** The mean of the receiving nodes. */
  readonly receiving: number;
  readonly changes: number;
  readonly seconds: number;
  readonly heard: number;
}

/** Work of every node while it is changed so often, or left alone. */
export async function workOf(cluster: Cluster, perSecond: number, seconds: number): Promise<Work> {
  const nodes = [cluster.acting, ...cluster.receiving];
  const heardBefore = cluster.heard();
  const before = await cpuOf(nodes);
  const began = performance.now();
  const changes = await (perSecond === 0
    ? rest(seconds)
    : change(cluster.buyers, perSecond, seconds));
  const took = (performance.now() - began) / 1000;
  const after = await cpuOf(nodes);
  const heard = cluster.heard() - heardBefore;
  if (changes > 0 && cluster.receiving.length > 0 && heard === 0) {
    throw new Error('nothing of it was heard on the other nodes');
  }
  const [acting = 0, ...receiving] = after.map((cpu, k) => (cpu - (before[k] ?? 0)) / took);
  const sum = receiving.reduce((all, cpu) => all + cpu, 0);
  return {
    ...{ acting, receiving: sum / Math.max(1, receiving.length) },
    ...{ changes, seconds: took, heard },
  };
}

function cpuOf(nodes: readonly Subject[]): Promise<number[]> {
  return Promise.all(nodes.map((node) => node.ask<number>({ tell: 'cpu' })));
}

async function rest(seconds: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return 0;
}
