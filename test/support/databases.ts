import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, migrate } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { createDatabase, runScript } from './database.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * Names a folder with what a migrated database looks like, so that most tests copy one. Without it,
 * as in a script of our own, they migrate.
 */
export const TEMPLATES_VARIABLE = 'TICKET_FLOW_TEST_TEMPLATES';
/** An SQLite file. */
export const SQLITE_TEMPLATE = 'migrated.sqlite';
/** Statements for MySQL and MariaDB. */
export const MYSQL_TEMPLATE = 'migrated.sql';

/** A SQLite file of its own, copied from a migrated one. */
export function sqliteDatabase(): Promise<TestDatabase> {
  const template = templateFile(SQLITE_TEMPLATE);
  return openSqlite((file) => (template === undefined ? undefined : copyFile(template, file)));
}

/** A SQLite file of its own that every migration has run on. */
export function migratedSqlite(): Promise<TestDatabase> {
  return openSqlite(() => undefined);
}

/** A database of its own on the shared MariaDB or MySQL server, copied from a migrated one. */
export function mariadbDatabase(serverUrl: string): Promise<TestDatabase> {
  const template = templateFile(MYSQL_TEMPLATE);
  return openMariadb(serverUrl, async (url) => {
    if (template !== undefined) await runScript(url, await readFile(template, 'utf8'));
  });
}

/** A database of its own on that server that every migration has run on. */
export function migratedMariadb(serverUrl: string): Promise<TestDatabase> {
  return openMariadb(serverUrl, async () => undefined);
}

function templateFile(name: string): string | undefined {
  const folder = process.env[TEMPLATES_VARIABLE];
  return folder === undefined ? undefined : join(folder, name);
}

async function openSqlite(
  fill: (file: string) => Promise<void> | undefined,
): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tf-db-'));
  const file = join(folder, 'test.sqlite');
  await fill(file);
  return open(`sqlite:${file}`, () => rm(folder, { recursive: true, force: true }));
}

async function openMariadb(
  serverUrl: string,
  fill: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  const created = await createDatabase(serverUrl);
  await fill(created.url);
  return open(created.url, () => created.drop());
}

/** Migrates what is left to migrate: nothing, on a copy. */
async function open(url: string, remove: () => Promise<void>): Promise<TestDatabase> {
  const database = connectDatabase({ url });
  await migrate(database);
  return {
    database,
    url,
    drop: async () => {
      await database.close();
      await remove();
    },
  };
}
