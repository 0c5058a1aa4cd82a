import { setTimeout as sleep } from 'node:timers/promises';
import { TicketFlowClient } from '@ticket-flow/client';
import { connectDatabase } from '@ticket-flow/db';
import { startCluster } from '../../cluster/cluster.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { openSale } from '../../support/catalogue.ts';
import { WIDE_LIMITS } from '../../support/wide-limits.ts';
import { bePerson } from './person.ts';
import type { Doings } from './person.ts';
import { startSampler } from './sampler.ts';
import type { Series } from './trend.ts';

export interface SoakOptions {
  readonly minutes: number;
  /** Of them: nothing is measured yet. */
  readonly warmUpMinutes: number;
  readonly buyers: number;
  readonly viewers: number;
  readonly everyMs: number;
  readonly log: (line: string) => void;
}

export interface SoakResult {
  readonly series: readonly Series[];
  readonly doings: Doings;
}

const NODES = 2;
const ROWS = 60;
/** Short, so that holds which nobody gives back end while it is measured. */
const HOLD_MS = 30_000;
/** Far enough for tickets to be taken back. */
const IN_TWO_MONTHS_MS = 60 * 86_400_000;

/** A crowd on the whole product that leaves nothing behind, looked at again and again. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const { minutes, buyers, viewers, log } = options;
  const doings: Doings = {
    ...{ visits: 0, holds: 0, refused: 0, released: 0, leftToExpire: 0, cancelled: 0, returned: 0 },
    errors: [],
  };
  const cluster = await startCluster({ nodes: NODES, env: nodeEnvironment(), log });
  const watching: TicketFlowClient[] = [];
  try {
    const performanceId = await putOnSale(cluster);
    const both = { url: cluster.url, performanceId };
    await openViewers(both, viewers, watching);
    const until = Date.now() + minutes * 60_000;
    const people = Array.from({ length: buyers }, (_, k) =>
      bePerson({ ...both, number: k + 1, until, doings }),
    );
    const series = await watch(cluster, options, until, doings);
    await Promise.all(people);
    return { series, doings };
  } finally {
    for (const client of watching) client.close();
    await cluster.stop();
  }
}

function nodeEnvironment(): Record<string, string> {
  const probe = new URL('./probe.ts', import.meta.url).href;
  return {
    ...WIDE_LIMITS,
    LOG_LEVEL: 'error',
    NODE_OPTIONS: `--import tsx --import ${probe}`,
  };
}

async function putOnSale(cluster: Cluster): Promise<number> {
  const database = connectDatabase({ url: cluster.database.url });
  try {
    const starts_at = Date.now() + IN_TWO_MONTHS_MS;
    return await openSale(database, { rows: ROWS, set: { hold_ttl_ms: HOLD_MS, starts_at } });
  } finally {
    await database.close();
  }
}

async function openViewers(
  { url, performanceId }: { readonly url: string; readonly performanceId: number },
  count: number,
  watching: TicketFlowClient[],
): Promise<void> {
  const channels = Array.from({ length: count }, () => {
    const client = new TicketFlowClient({ baseUrl: url });
    watching.push(client);
    return client.seatChannel(performanceId);
  });
  await Promise.all(channels.map((channel) => channel.ready(30_000)));
}

/** Everything is looked at from the start, as often as afterwards; only then it counts. */
async function watch(
  cluster: Cluster,
  { minutes, warmUpMinutes, everyMs, log }: SoakOptions,
  until: number,
  doings: Doings,
): Promise<readonly Series[]> {
  const sampler = await startSampler(cluster);
  try {
    const from = until - (minutes - warmUpMinutes) * 60_000;
    for (let next = Date.now(); next <= until; next += everyMs) {
      await sleep(Math.max(0, next - Date.now()));
      if (next < from) sampler.startOver();
      await sampler.sample();
      log(`${next < from ? 'Warming up: ' : ''}${describe(doings)}`);
    }
    return sampler.series();
  } finally {
    await sampler.close();
  }
}

function describe({ visits, holds, returned, errors }: Doings): string {
  return [
    `${String(visits)} visits, ${String(holds)} holds`,
    `${String(returned)} bought and given back, ${String(errors.length)} errors`,
  ].join(', ');
}
