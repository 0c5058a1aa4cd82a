import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@ticket-flow/db';
import { mariadbDatabase } from '../../support/databases.ts';
import { freePort } from '../../support/free-port.ts';
import { startMariaDb, startRedis } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';
import { WIDE_LIMITS } from '../../support/wide-limits.ts';
import { startChild } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import type { SubjectOrder } from './subject.ts';

export const TOKEN_SECRET = 'a secret for this measurement only, of enough length';

/** A process under measurement that listens on a port. */
export interface Subject extends Child<SubjectOrder> {
  readonly port: number;
}

/** Redis, MariaDB and nodes, ended together. */
export interface Setting {
  readonly database: Database;
  readonly redisUrl: string;
  /** A node of the product; with a Redis of its own it is in no cluster with the others. */
  node(redisUrl?: string): Promise<Subject>;
  /** Another child of the bench's own. */
  child<Order extends object>(file: URL): Promise<Child<Order>>;
  /** A child that answers the orders of a subject and listens where it is told. */
  subject(file: URL, env: Readonly<Record<string, string>>): Promise<Subject>;
  redis(): Promise<string>;
  end(): Promise<void>;
}

const PRODUCT = new URL('./product-node.ts', import.meta.url);

export async function openSetting(): Promise<Setting> {
  const ends: (() => Promise<unknown>)[] = [];
  const end = async (): Promise<void> => {
    for (const each of ends.splice(0).reverse()) await each();
  };
  const later = <T>(thing: T, ending: (thing: T) => Promise<unknown>): T => {
    ends.push(() => ending(thing));
    return thing;
  };
  try {
    const mariadb = later(await startMariaDb(), (it) => it.stop());
    const test = later(await mariadbDatabase(mariadb.url), (it) => it.drop());
    const redis = async (): Promise<string> => later(await startRedis(), (it) => it.stop()).url;
    const redisUrl = await redis();
    const child = async <Order extends object>(file: URL, args: string[] = []) =>
      later(await startChild<Order>(file, args), (it) => it.end());
    const subject = async (file: URL, env: Readonly<Record<string, string>>): Promise<Subject> => {
      const port = await freePort();
      const running = await child<SubjectOrder>(file, ['--expose-gc']);
      await running.ask({ open: { ...env, PORT: String(port), TOKEN_SECRET } });
      return { ...running, port };
    };
    const node = async (url = redisUrl): Promise<Subject> => {
      const opened = await subject(PRODUCT, {
        ...{ DATA_DIR: later(mkdtempSync(join(tmpdir(), 'tf-bench-')), removeFolder) },
        ...{ REDIS_URL: url, DATABASE_URL: test.url, SEED_DEMO: '0', LOG_LEVEL: 'error' },
        ...WIDE_LIMITS,
      });
      await answers(opened.port);
      return opened;
    };
    return { database: test.database, redisUrl, node, child, subject, redis, end };
  } catch (error) {
    await end();
    throw error;
  }
}

function removeFolder(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  return Promise.resolve();
}

async function answers(port: number): Promise<void> {
  const url = `http://127.0.0.1:${String(port)}/readyz`;
  await waitFor(async () => (await fetch(url)).ok, { timeoutMs: 30_000, message: url });
}
