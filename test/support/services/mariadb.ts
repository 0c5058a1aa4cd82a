import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { createConnection } from 'mysql2/promise';

import { requireBinary } from '../find-binary.ts';
import { freePort } from '../free-port.ts';
import { startService, temporaryFolder, type Service } from './child.ts';

export interface MariaDbService extends Service {
  /** Names a user who may create databases, and no database. */
  readonly url: string;
}

const USER = 'tester';
const PASSWORD = 'tester';

/** mariadbd refuses to run as root unless it is told that this is meant. */
const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];

/** A private MariaDB that trades durability for speed. */
export async function startMariaDb(): Promise<MariaDbService> {
  const binary = requireBinary('mariadbd');
  const port = await freePort();
  const dir = temporaryFolder('mariadb');
  try {
    await initialise(dir);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  const url = `mysql://${USER}:${PASSWORD}@127.0.0.1:${port}/`;
  const service = await startService({
    name: 'mariadbd',
    binary,
    args: serverArguments(dir, port),
    dir,
    port,
    ready: () => answers(url),
  });
  return { ...service, url };
}

async function initialise(dir: string): Promise<void> {
  // One statement per line: the init file knows no others.
  writeFileSync(
    join(dir, 'boot.sql'),
    `CREATE USER IF NOT EXISTS '${USER}'@'%' IDENTIFIED BY '${PASSWORD}';\n` +
      `GRANT ALL ON *.* TO '${USER}'@'%' WITH GRANT OPTION;\n`,
  );
  await promisify(execFile)(requireBinary('mariadb-install-db'), [
    '--no-defaults',
    ...asRoot,
    `--datadir=${join(dir, 'data')}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-name-resolve',
    '--innodb-log-file-size=8M',
  ]);
}

function serverArguments(dir: string, port: number): string[] {
  return [
    '--no-defaults',
    ...asRoot,
    `--datadir=${join(dir, 'data')}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    `--socket=${join(dir, 'm.sock')}`,
    `--pid-file=${join(dir, 'm.pid')}`,
    `--init-file=${join(dir, 'boot.sql')}`,
    '--skip-name-resolve',
    '--skip-log-bin',
    '--max-connections=400',
    '--innodb-buffer-pool-size=64M',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=0',
  ];
}

async function answers(url: string): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: url, connectTimeout: 1_000 });
    await connection.query('SELECT 1');
    await connection.end();
    return true;
  } catch {
    return false;
  }
}
