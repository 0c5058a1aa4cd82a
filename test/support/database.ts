import { randomBytes } from 'node:crypto';

import { createConnection, type ConnectionOptions } from 'mysql2/promise';

export interface TestDatabase {
  readonly name: string;
  /** `mysql://…/name`: what `DATABASE_URL` would hold. */
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * An empty database with a random name on the given server.
 * Its collation stays the server's case-blind default on purpose: a migration that forgets to
 * ask for a binary one must fail its tests.
 */
export async function createDatabase(mariadbUrl: string): Promise<TestDatabase> {
  const name = `tf_${randomBytes(6).toString('hex')}`;
  await execute(mariadbUrl, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const url = new URL(mariadbUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    drop: () => execute(mariadbUrl, `DROP DATABASE IF EXISTS ${name}`),
  };
}

/** Runs several statements, on one connection. */
export function runScript(url: string, sql: string): Promise<void> {
  return execute(url, sql, { multipleStatements: true });
}

async function execute(uri: string, sql: string, options: ConnectionOptions = {}): Promise<void> {
  const connection = await createConnection({ uri, ...options });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
