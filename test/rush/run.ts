import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeSettings } from '../../nginx/compose-settings.ts';
import { readAccessLog } from '../cluster/access-log.ts';
import { startCluster } from '../cluster/cluster.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { readBooks } from '../faults/audit/books.ts';
import { auditOf } from '../money/audit.ts';
import { readLine } from './books.ts';
import { startCrews } from './crews.ts';
import type { Crews } from './crews.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { evidenceOf } from './figures/evidence.ts';
import type { RushFigures } from './figures/figures.ts';
import { summarise } from './figures/summary.ts';
import type { Findings, PublishedDraw } from './figures/summary.ts';
import { busyShare, cpuSecondsOf, machineTime } from './machine.ts';
import { openRoom } from './room.ts';
import { SEAT_LIMIT } from './settings.ts';
import type { RushOptions } from './settings.ts';
import { putUp } from './stage.ts';
import type { Stage } from './stage.ts';
import { watchSale } from './watch.ts';
import type { Watch } from './watch.ts';

export interface RushResult {
  readonly findings: Findings;
  readonly figures: RushFigures;
  /** What went wrong, in words, for people who ask why. */
  readonly evidence: readonly string[];
}

const NODES = 2;
/** Until the crews have started. */
const MARGIN_MS = 2_000;
const LOOK_MS = 250;
const SAY_EVERY_MS = 5_000;
/** After the last seat: so long may it take until everybody has been told. */
const TELL_MS = 20_000;

/** Cluster, performance, waiting room and people; then the audit. Every limit is the product's own. */
export async function runRush(options: RushOptions): Promise<RushResult> {
  const log = options.log ?? (() => undefined);
  const { requestsPerSecond, connectionsPerAddress } = composeSettings;
  const cluster = await startCluster({
    ...{ nodes: NODES, seedDemo: false, log, requestsPerSecond, connectionsPerAddress },
  });
  try {
    const { database, tokenSecret } = cluster;
    const { people, seats, seed, sale } = options;
    const place = { databaseUrl: database.url, tokenSecret };
    const stage = await putUp({ ...place, people, seats, seed, sale });
    log(`${String(people)} accounts, ${String(stage.sellable)} seats`);
    return await rushFor(options, cluster, stage, log);
  } finally {
    await cluster.stop();
  }
}

type Log = (line: string) => void;

async function rushFor(
  options: RushOptions,
  cluster: Cluster,
  stage: Stage,
  log: Log,
): Promise<RushResult> {
  const { performanceId } = stage;
  const databaseUrl = cluster.database.url;
  const opensInMs = options.lobbyMs + MARGIN_MS;
  const urls = { databaseUrl, redisUrl: cluster.redis.url };
  const opensAt = await openRoom({ ...options.room, ...urls, performanceId, opensInMs });
  const before = machineTime();
  const watch = await watchSale(databaseUrl, performanceId);
  const crews = startCrews(options.crews, stage.members, {
    ...{ url: cluster.url, performanceId, eventSlug: stage.eventSlug, rows: stage.rows },
    ...{ seatLimit: SEAT_LIMIT, seed: options.seed, opensAt },
    lateMs: options.lateMs,
    awayMs: Math.min(options.room.graceMs, options.room.comeWithinMs) / 3,
  });
  const { killNode, restartRedis } = options;
  const faults = createFaults({
    ...{ cluster, performanceId, killNode, restartRedis, cpuSecondsOf, log },
  });
  try {
    const soldOutAt = await untilOver({ options, stage, crews, watch, faults, opensAt, log });
    await faults.repaired();
    const line = await readLine(databaseUrl, performanceId);
    const draw = await readDraw(cluster.url, performanceId);
    crews.finish();
    const reports = await crews.reports;
    const nodesCpu = cluster.nodes.reduce((sum, { pid }) => sum + cpuSecondsOf(pid), 0);
    const findings: Findings = {
      ...{ options, nodes: NODES, sellable: stage.sellable, reports, line, draw },
      books: await readBooks(databaseUrl),
      windows: watch.windows((await readLine(databaseUrl, performanceId)).admissions),
      audit: await auditFor(cluster),
      accessLog: readAccessLog(cluster.nginx.accessLog),
      ...{ faults: faults.windows, waitingBefore: faults.waitingBefore },
      seconds: Math.round((soldOutAt - opensAt) / 100) / 10,
      cpu: {
        machine: busyShare(before, machineTime()),
        nodes: Math.round(nodesCpu + faults.cpuSeconds),
      },
    };
    return {
      findings,
      figures: summarise(findings),
      evidence: evidenceOf(findings, cluster.nodes),
    };
  } finally {
    crews.kill();
    await watch.stop();
  }
}

interface Rush {
  readonly options: RushOptions;
  readonly stage: Stage;
  readonly crews: Crews;
  readonly watch: Watch;
  readonly faults: Faults;
  readonly opensAt: number;
  readonly log: Log;
}

/** Until all is sold and all are told, or nobody is left; answers when the last seat was sold. */
async function untilOver(rush: Rush): Promise<number> {
  const { options, stage, crews, watch, faults, opensAt, log } = rush;
  let saidAt = 0;
  let soldOutAt: number | undefined;
  for (;;) {
    await Promise.race([sleep(LOOK_MS), crews.reports.then(() => sleep(LOOK_MS))]);
    const now = Date.now();
    if (now - saidAt >= SAY_EVERY_MS) {
      saidAt = now;
      log(`${secondsOf(now - opensAt)}: ${describe(rush)}`);
    }
    faults.at(watch.sold / stage.sellable);
    if (watch.sold >= stage.sellable) soldOutAt ??= Date.now();
    const told = soldOutAt !== undefined && Date.now() - soldOutAt > TELL_MS;
    const late = Date.now() > opensAt + options.longestMs;
    if (told || late || crews.progress().left === 0) {
      log(`${secondsOf(Date.now() - opensAt)}: ${describe(rush)}`);
      return soldOutAt ?? Date.now();
    }
  }
}

function describe({ crews, watch }: Rush): string {
  const { connected, joined, served, holds, paid, left } = crews.progress();
  return (
    `${String(connected)} connected, ${String(joined)} joined, ${String(served)} served, ` +
    `${String(holds)} holds, ${String(paid)} paid, ${String(watch.sold)} sold, ${String(left)} left`
  );
}

function secondsOf(ms: number): string {
  return `${(ms / 1_000).toFixed(0)} s`;
}

async function readDraw(url: string, performanceId: number): Promise<PublishedDraw> {
  const path = `/api/performances/${String(performanceId)}/waiting-room/draw`;
  const response = await fetch(url + path);
  if (!response.ok)
    throw new Error(`the draw: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as PublishedDraw;
}

async function auditFor({ database, redis, tokenSecret }: Cluster) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tf-rush-'));
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, TOKEN_SECRET: tokenSecret };
  try {
    return await auditOf({ env: { ...env, DATA_DIR: dataDir } });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
