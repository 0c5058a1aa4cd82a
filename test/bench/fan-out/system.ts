import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase } from '../../support/databases.ts';
import { runEntry } from '../../support/process.ts';
import type { RunningProcess } from '../../support/process.ts';
import { startMariaDb, startRedis } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';
import { WIDE_LIMITS } from '../../support/wide-limits.ts';

/** Two nodes on one Redis and MariaDB, and a sale. */
export interface System {
  /** Its CPU is measured. */
  readonly measured: Node;
  /** Takes the holds. */
  readonly other: Node;
  readonly watched: number;
  /** A performance that nobody watches. */
  readonly unwatched: number;
  stop(): Promise<void>;
}

export interface Node {
  readonly url: string;
  /** Begins or ends measuring; at the end it answers microseconds of CPU. */
  begin(): void;
  end(): Promise<number>;
}

export const SECRET = 'a secret for this measurement only, of enough length';
export const SEATS = 2_000;

export async function startSystem(nodeArgs: readonly string[] = []): Promise<System> {
  const dir = mkdtempSync(join(tmpdir(), 'tf-fan-out-'));
  const [redis, mariadb] = await Promise.all([startRedis(), startMariaDb()]);
  const processes: RunningProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((each) => each.stop('SIGTERM')));
    await Promise.all([redis.stop(), mariadb.stop()]);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const test = await mariadbDatabase(mariadb.url);
    const start = async (args: readonly string[]): Promise<Node> => {
      const node = startNode(join(dir, String(processes.length)), redis.url, test.url, args);
      processes.push(node);
      return nodeOf(node, (await node.printed(/open at (http:\S+)/, 30_000))[1] ?? '');
    };
    const measured = await start(nodeArgs);
    const other = await start([]);
    const watched = await openSale(test.database, { rows: SEATS / 10 });
    const unwatched = await openSale(test.database, { rows: SEATS / 10 });
    await test.database.close();
    return { measured, other, watched, unwatched, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startNode(
  dir: string,
  redisUrl: string,
  databaseUrl: string,
  nodeArgs: readonly string[],
): RunningProcess {
  const env = {
    ...{ PORT: '0', DATA_DIR: dir, TOKEN_SECRET: SECRET, SEED_DEMO: '0', LOG_LEVEL: 'error' },
    ...{ REDIS_URL: redisUrl, DATABASE_URL: databaseUrl, ...WIDE_LIMITS },
  };
  const measuring = ['--import', './test/bench/loop-delay.ts'];
  return runEntry('server/src/main.ts', [], env, [...nodeArgs, ...measuring]);
}

function nodeOf(node: RunningProcess, url: string): Node {
  const printed = (): RegExpMatchArray[] => [...node.output().matchAll(/event loop: (\{.*\})\n/g)];
  let windows = 0;
  return {
    url,
    begin: () => {
      node.signal('SIGUSR2');
    },
    end: async () => {
      node.signal('SIGUSR2');
      windows += 1;
      const [, json = ''] = await waitFor(() => printed()[windows - 1], { intervalMs: 5 });
      const { cpu_seconds } = JSON.parse(json) as { cpu_seconds: number };
      return cpu_seconds * 1e6;
    },
  };
}
