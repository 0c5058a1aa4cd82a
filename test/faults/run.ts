import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { TicketFlowClient } from '@ticket-flow/client';
import { createTokens } from '../../server/src/identity/index.ts';
import { startCluster } from '../cluster/cluster.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { openProxy } from '../support/proxy.ts';
import { createRandom } from '../support/random.ts';
import { audit } from './audit/audit.ts';
import type { AuditResult } from './audit/audit.ts';
import { watchClaims } from './audit/claims-watch.ts';
import { createObserver } from './convergence.ts';
import type { Observer } from './convergence.ts';
import { runBuyer } from './crowd/buyer.ts';
import type { BuyersScene } from './crowd/buyer.ts';
import { createGate } from './crowd/gate.ts';
import type { Gate } from './crowd/gate.ts';
import { createTally } from './crowd/tally.ts';
import type { Tally } from './crowd/tally.ts';
import { openViewers } from './crowd/viewers.ts';
import type { Viewers } from './crowd/viewers.ts';
import { convergenceFigures } from './figures.ts';
import type { Convergence, RunFigures } from './figures.ts';
import { openSale } from './hall.ts';
import type { Terms } from './hall.ts';
import { FAULTS } from './inject/index.ts';
import type { FaultScene } from './inject/scene.ts';
import { FAULT_KINDS, countKinds, planFaults } from './schedule.ts';
import type { FaultKind, PlannedFault } from './schedule.ts';
import { WIDE_LIMITS } from '../support/wide-limits.ts';

export interface RunOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly nodes: number;
  readonly buyers: number;
  readonly viewers: number;
  /** @default all */
  readonly kinds?: readonly FaultKind[];
  /** @default twenty seconds to decide, twenty to pay */
  readonly terms?: Partial<Terms>;
  readonly log?: (line: string) => void;
}

export interface RunResult {
  readonly figures: RunFigures;
  /** What was found, and what went wrong with a fault, in words. */
  readonly evidence: readonly string[];
  readonly unexpected: readonly unknown[];
}

const TERMS: Terms = {
  holdTtlMs: 20_000,
  holdCapMs: 60_000,
  payWithinMs: 20_000,
  maxSeatsPerHolder: 6,
};
const SALE = { performances: 2, seats: 6_000 };
/** Holds a second that all buyers together aim at while the gate is open. */
const HOLDS_A_SECOND = 40;
/** A provider that takes longer than a node waits for it, so that the reconciler has work. */
const NODE_ENV = {
  ...{ SANDBOX_SLOW_MS: '1500', PAYMENT_TIMEOUT_MS: '700', LOG_LEVEL: 'error' },
  ...WIDE_LIMITS,
};
/** A run may be longer than a usual access token lives. */
const TOKEN_TTL_MS = 6 * 3_600_000;

/** What has been done of the schedule. */
interface Progress {
  readonly done: PlannedFault[];
  readonly measured: Convergence[];
  readonly evidence: string[];
}

/** Cluster, crowd and faults; then the audit. */
export async function runFaults(options: RunOptions): Promise<RunResult> {
  const log = options.log ?? (() => undefined);
  const cluster = await startCluster({
    nodes: options.nodes,
    seedDemo: false,
    env: NODE_ENV,
    log,
  });
  try {
    const terms = { ...TERMS, ...options.terms };
    const performanceIds = await openSale(cluster.database.url, { ...SALE, terms });
    return await sellAmidFaults(options, cluster, performanceIds, log);
  } finally {
    await cluster.stop();
  }
}

async function sellAmidFaults(
  options: RunOptions,
  cluster: Cluster,
  performanceIds: readonly number[],
  log: (line: string) => void,
): Promise<RunResult> {
  const sources = { databaseUrl: cluster.database.url, redisUrl: cluster.redis.url };
  const detour = await openProxy(cluster.url);
  const observer = createObserver(sources, performanceIds);
  const claims = watchClaims(sources, performanceIds);
  const viewing = { count: options.viewers, url: cluster.url, detourUrl: detour.url };
  let viewers: Viewers | undefined;
  try {
    viewers = await openViewers({ ...viewing, performanceIds });
    const random = createRandom(options.seed);
    const scene = { cluster, detour, viewers, performanceIds, random };
    claims.start();
    const sold = await sellThrough(options, scene, observer, log);
    log('waiting for the standstill');
    const { maps } = viewers;
    const { toldPaid } = sold.tally;
    const audited = await audit({ ...sources, performanceIds, viewers: maps, toldPaid });
    for (const node of cluster.nodes) log(`${node.id} said: ${messagesOf(node.output())}`);
    return summarise(options, { ...sold, lookedFree: claims.findings() }, audited);
  } finally {
    viewers?.close();
    await Promise.all([observer.close(), claims.stop()]);
    await detour.close();
  }
}

/** The whole schedule with buyers at work; ends when the last of them has finished. */
async function sellThrough(
  options: RunOptions,
  scene: FaultScene,
  observer: Observer,
  log: (line: string) => void,
): Promise<Progress & { tally: Tally }> {
  const gate = createGate();
  const tally = createTally();
  let ended = false;
  const buyers = startBuyers(options, scene, { gate, tally, ended: () => ended });
  const progress: Progress = { done: [], measured: [], evidence: [] };
  const began = performance.now();
  try {
    for (const planned of planFaults(options.seed, options.minutes * 60_000, options.kinds)) {
      await sleep(Math.max(0, began + planned.atMs - performance.now()));
      await oneFault(planned, scene, { observer, gate, progress, log });
    }
    await sleep(Math.max(0, began + options.minutes * 60_000 - performance.now()));
  } finally {
    ended = true;
    gate.open();
    await Promise.all(buyers);
  }
  return { ...progress, tally };
}

function startBuyers(
  { seed, buyers }: RunOptions,
  { cluster, performanceIds }: FaultScene,
  shared: Pick<BuyersScene, 'gate' | 'tally' | 'ended'>,
): Promise<void>[] {
  const tokens = createTokens({ secret: cluster.tokenSecret, accessTtlMs: TOKEN_TTL_MS });
  let people = 0;
  const newcomer = (): TicketFlowClient => {
    people += 1;
    const { token } = tokens.issue(`faults-${String(seed)}-${String(people)}`);
    return new TicketFlowClient({ baseUrl: cluster.url, getToken: () => token });
  };
  const cycleMs = Math.round((buyers / HOLDS_A_SECOND) * 1_000);
  const all = { ...shared, newcomer, performanceIds, cycleMs };
  return Array.from({ length: buyers }, (_, k) => runBuyer(all, seed * 10_000 + k));
}

/** One fault, and how long every viewer took to be right again while no buyer begins anything. */
async function oneFault(
  planned: PlannedFault,
  scene: FaultScene,
  { observer, gate, progress, log }: FaultTools,
): Promise<void> {
  const { kind, seed } = planned;
  const began = performance.now();
  try {
    const aftermath = await FAULTS[kind]({ ...scene, random: createRandom(seed) });
    const since = performance.now();
    gate.close();
    const measuring = observer.untilRight(scene.viewers.maps, since);
    const [outcome] = await Promise.all([measuring, aftermath?.repaired]);
    progress.done.push(planned);
    const { samples, missing, last } = outcome;
    progress.measured.push({ kind, samples, missing });
    const slowest = String(Math.round(Math.max(0, ...samples)));
    const tookMs = String(Math.round(performance.now() - began));
    log(`${kind}: ${String(samples.length)} right after ${slowest} ms, ${tookMs} ms in all`);
    if (missing > 0) progress.evidence.push(`${kind}: never right: ${last.join(', ')}`);
  } catch (error) {
    progress.evidence.push(`${kind} was not carried out: ${String(error)}`);
    log(`${kind} failed: ${String(error)}`);
  } finally {
    gate.open();
  }
}

interface Sold extends Progress {
  readonly tally: Tally;
  readonly lookedFree: readonly string[];
}

/** What a node logged since its last start, each message once. */
function messagesOf(output: string): string {
  const found = [...output.matchAll(/"msg":"([^"]*)"/g)].map(([, message = '']) => message);
  return [...new Set(found)].join('; ') || 'nothing';
}

interface FaultTools {
  readonly observer: Observer;
  readonly gate: Gate;
  readonly progress: Progress;
  readonly log: (line: string) => void;
}

function summarise(
  { seed, minutes, nodes, buyers, viewers, kinds = FAULT_KINDS }: RunOptions,
  { done, measured, evidence, tally, lookedFree }: Sold,
  { figures, evidence: found }: AuditResult,
): RunResult {
  const planned = planFaults(seed, minutes * 60_000, kinds);
  return {
    figures: {
      ...{ seed, minutes, nodes, buyers, viewers },
      holds_made: tally.holds,
      hold_conflicts: tally.conflicts,
      claimed_looked_free: lookedFree.length,
      ...figures,
      faults: { ...Object.fromEntries(kinds.map((kind) => [kind, 0])), ...countKinds(done) },
      faults_missed: planned.length - done.length,
      ...convergenceFigures(measured),
      buyer_errors: tally.errors,
      unexpected_errors: tally.unexpected.length,
    },
    evidence: [...evidence, ...lookedFree.slice(0, 10), ...found],
    unexpected: tally.unexpected,
  };
}
