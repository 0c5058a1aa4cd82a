import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokens } from '../../../server/src/identity/index.ts';
import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase } from '../../support/databases.ts';
import { runEntry } from '../../support/process.ts';
import type { RunningProcess } from '../../support/process.ts';
import { startMariaDb } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';
import { WIDE_LIMITS } from '../../support/wide-limits.ts';
import type { BenchOptions } from '../harness/bench.ts';
import { startChild } from '../harness/child.ts';
import { compare } from '../harness/figure.ts';
import type { Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import type { BareOrder } from './bare-server.ts';
import type { ClientsOrder } from './clients.ts';

const SECRET = 'a secret for this measurement only, of enough length';
const CLIENTS = 64;
const ROWS = 200;
/** Holds of each client before all are given back, which is not measured. */
const EACH = 20;

interface Subject {
  readonly url: string;
  readonly performanceId: number;
  /** Microseconds of CPU that its process takes for what is done meanwhile. */
  cpuOf(work: () => Promise<void>): Promise<number>;
  close(): Promise<void>;
}

interface Sample {
  readonly perSecond: number;
  readonly cpuUs: number;
}

/** Holds from a client's ask to its answer: our server, and Socket.IO with a trivial script. */
export async function measureWholePath(
  redisUrl: string,
  { rounds, quick }: BenchOptions,
): Promise<Figure[]> {
  const bursts = quick ? 1 : 3;
  const subjects: Subject[] = [];
  try {
    for (const start of [startOurs, startBare]) subjects.push(await start(redisUrl));
    const [ours, bare] = subjects as [Subject, Subject];
    const samples = await interleave(
      { ours: () => sample(ours, bursts), bare: () => sample(bare, bursts) },
      { rounds, warmUps: quick ? 0 : 1 },
    );
    const figure = (unit: string, title: string, of: (each: Sample) => number): Figure =>
      compare({
        ...{ bench: 'holds', case: title, unit, ours: samples.ours.map(of) },
        ...{ reference: samples.bare.map(of), referenceName: 'bare Socket.IO + trivial EVALSHA' },
      });
    return [
      figure('holds/s', '1 seat, from 64 clients through the server', (each) => each.perSecond),
      figure('µs', '1 seat, from 64 clients: CPU of the server a hold', (each) => each.cpuUs),
    ];
  } finally {
    for (const subject of subjects) await subject.close();
  }
}

async function sample(subject: Subject, bursts: number): Promise<Sample> {
  const clients = await startChild<ClientsOrder>(new URL('./clients.ts', import.meta.url));
  try {
    const tokens = createTokens({ secret: SECRET });
    const accessTokens = Array.from(
      { length: CLIENTS },
      (_, k) => tokens.issue(`buyer-${String(k)}`).token,
    );
    const { url, performanceId } = subject;
    await clients.ask({ do: 'open', url, performanceId, accessTokens });
    let seconds = 0;
    let cpu = 0;
    for (let burst = 0; burst < bursts; burst += 1) {
      cpu += await subject.cpuOf(async () => {
        seconds += await clients.ask<number>({ do: 'hold', each: EACH });
      });
      await clients.ask({ do: 'release' });
    }
    const holds = bursts * CLIENTS * EACH;
    return { perSecond: holds / seconds, cpuUs: cpu / holds };
  } finally {
    await clients.end();
  }
}

async function startBare(redisUrl: string): Promise<Subject> {
  const server = await startChild<BareOrder>(new URL('./bare-server.ts', import.meta.url));
  const port = await server.ask<number>({ do: 'listen', redisUrl });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    performanceId: 1,
    cpuOf: async (work) => {
      const before = await server.ask<number>({ do: 'cpu' });
      await work();
      return (await server.ask<number>({ do: 'cpu' })) - before;
    },
    close: () => server.end(),
  };
}

async function startOurs(redisUrl: string): Promise<Subject> {
  const dir = mkdtempSync(join(tmpdir(), 'tf-holds-'));
  const mariadb = await startMariaDb();
  const started: RunningProcess[] = [];
  const close = async (): Promise<void> => {
    for (const each of started) await each.stop('SIGTERM');
    await mariadb.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const test = await mariadbDatabase(mariadb.url);
    const performanceId = await openSale(test.database, {
      rows: ROWS,
      set: { max_seats_per_holder: 100 },
    });
    await test.database.close();
    const node = startNode(dir, redisUrl, test.url);
    started.push(node);
    const [, url = ''] = await node.printed(/open at (http:\S+)/, 30_000);
    return { url, performanceId, cpuOf: measuring(node), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startNode(dir: string, redisUrl: string, databaseUrl: string): RunningProcess {
  const env = {
    ...{ PORT: '0', DATA_DIR: dir, TOKEN_SECRET: SECRET, SEED_DEMO: '0', LOG_LEVEL: 'error' },
    ...{ REDIS_URL: redisUrl, DATABASE_URL: databaseUrl, ...WIDE_LIMITS },
  };
  return runEntry('server/src/main.ts', [], env, ['--import', './test/bench/loop-delay.ts']);
}

function measuring(node: RunningProcess): Subject['cpuOf'] {
  const printed = (): RegExpMatchArray[] => [...node.output().matchAll(/event loop: (\{.*\})\n/g)];
  return async (work) => {
    const window = printed().length;
    node.signal('SIGUSR2');
    await work();
    node.signal('SIGUSR2');
    const [, json = ''] = await waitFor(() => printed()[window], { intervalMs: 5 });
    return (JSON.parse(json) as { cpu_seconds: number }).cpu_seconds * 1e6;
  };
}
