import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, migrate } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { createDatabase } from './database.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  drop(): Promise<void>;
}

/** A migrated SQLite file of its own. */
export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tf-db-'));
  const url = `sqlite:${join(folder, 'test.sqlite')}`;
  const database = connectDatabase({ url });
  await migrate(database);
  return {
    database,
    url,
    drop: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A migrated database of its own on the shared MariaDB or MySQL server. */
export async function mariadbDatabase(serverUrl: string): Promise<TestDatabase> {
  const created = await createDatabase(serverUrl);
  const database = connectDatabase({ url: created.url });
  await migrate(database);
  return {
    database,
    url: created.url,
    drop: async () => {
      await database.close();
      await created.drop();
    },
  };
}
