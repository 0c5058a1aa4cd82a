import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { readLine } from './books.ts';
import type { ArrivalRecord } from './books.ts';

/** From the fault until everything had time to come back. */
export interface FaultWindow {
  readonly kind: 'node_kill' | 'redis_empty';
  readonly from: number;
  readonly until: number;
}

/** What faults leave behind for the figures. */
export interface Faults {
  readonly windows: readonly FaultWindow[];
  /** Who was waiting just before the first of them, and where. */
  readonly waitingBefore: readonly ArrivalRecord[];
  /** Begins what is due now that so much of the hall is sold. */
  at(soldShare: number): void;
  /** Resolves when all that was begun is repaired. */
  repaired(): Promise<void>;
  /** Of nodes that were killed. */
  readonly cpuSeconds: number;
}

export interface FaultsOptions {
  readonly cluster: Cluster;
  readonly performanceId: number;
  readonly killNode: boolean;
  readonly restartRedis: boolean;
  readonly cpuSecondsOf: (pid: number | undefined) => number;
  readonly log: (line: string) => void;
}

const NODE_AT = 0.15;
const REDIS_AT = 0.4;
const DOWN_MS = 1_500;
/** Longest that a client waits between two tries to connect, and a rebuild of what was lost. */
const AFTER_MS = 6_000;

export function createFaults(options: FaultsOptions): Faults {
  const { cluster, performanceId, log } = options;
  const windows: FaultWindow[] = [];
  let waitingBefore: readonly ArrivalRecord[] = [];
  let cpuSeconds = 0;

  async function killNode(): Promise<void> {
    const node = cluster.nodes.at(-1);
    if (!node) return;
    cpuSeconds += options.cpuSecondsOf(node.pid);
    await node.kill();
    await sleep(DOWN_MS);
    await node.start();
  }

  async function carryOut(kind: FaultWindow['kind'], run: () => Promise<void>): Promise<void> {
    if (waitingBefore.length === 0) {
      const { arrivals } = await readLine(cluster.database.url, performanceId);
      waitingBefore = arrivals.filter(({ state }) => state === 'waiting');
    }
    const from = Date.now();
    log(`${kind}, with ${String(waitingBefore.length)} people waiting`);
    await run();
    log(`${kind}: back after ${String(Date.now() - from)} ms`);
    windows.push({ kind, from, until: Date.now() + AFTER_MS });
  }

  const begun: Promise<void>[] = [];
  const due = [
    ...(options.killNode ? [{ kind: 'node_kill', share: NODE_AT, run: killNode } as const] : []),
    ...(options.restartRedis
      ? [
          {
            kind: 'redis_empty',
            share: REDIS_AT,
            run: () => cluster.redis.killAndRestart(),
          } as const,
        ]
      : []),
  ];

  return {
    windows,
    get waitingBefore() {
      return waitingBefore;
    },
    get cpuSeconds() {
      return cpuSeconds;
    },
    at: (soldShare) => {
      const [next] = due;
      if (!next || soldShare < next.share) return;
      due.shift();
      const work = carryOut(next.kind, next.run);
      // Whether it failed is asked at the end.
      work.catch(() => undefined);
      begun.push(work);
    },
    repaired: async () => {
      await Promise.all(begun);
    },
  };
}
