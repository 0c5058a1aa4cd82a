import { setTimeout as sleep } from 'node:timers/promises';
import { runCrowd } from '../crowd/crowd.ts';
import type { CrowdFigures } from '../crowd/figures.ts';
import { startCluster } from './cluster.ts';
import type { ClusterNode } from './cluster.ts';
import { WIDE_LIMITS } from '../support/wide-limits.ts';

export interface RollingRestartOptions {
  readonly nodes: number;
  readonly buyers: number;
  readonly viewers: number;
  /** How long people go on buying; all nodes must have been restarted by then. */
  readonly seconds: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

export interface RollingRestartFigures extends CrowdFigures {
  /** Nodes that went and came back while people were buying. */
  readonly nodes_restarted: number;
  /** Nodes that did not end by themselves with code 0. */
  readonly nodes_forced: number;
}

export interface RollingRestartResult {
  readonly figures: RollingRestartFigures;
  /** What the errors were, for people who ask why. */
  readonly errors: readonly unknown[];
}

const BETWEEN_MS = 1_000;

/** Restarts the nodes of a cluster one after the other while a crowd buys (NODE-2). */
export async function runRollingRestart(
  options: RollingRestartOptions,
): Promise<RollingRestartResult> {
  const { nodes, buyers, viewers, seconds, seed, log = () => undefined } = options;
  const cluster = await startCluster({ nodes, env: WIDE_LIMITS, log });
  try {
    const crowd = runCrowd({ url: cluster.url, buyers, viewers, seconds, seed });
    const restarting = restartAll(cluster.nodes, Date.now() + seconds * 1000, log);
    const [{ figures, errors }, restarted] = await Promise.all([crowd, restarting]);
    return { figures: { ...figures, ...restarted }, errors };
  } finally {
    await cluster.stop();
  }
}

async function restartAll(
  nodes: readonly ClusterNode[],
  until: number,
  log: (line: string) => void,
): Promise<{ nodes_restarted: number; nodes_forced: number }> {
  let restarted = 0;
  let forced = 0;
  for (const node of nodes) {
    await sleep(BETWEEN_MS);
    const code = await node.terminate();
    if (code !== 0) forced += 1;
    await node.start();
    log(`${node.id} ended with ${String(code)} and is back`);
    if (Date.now() < until) restarted += 1;
  }
  return { nodes_restarted: restarted, nodes_forced: forced };
}
