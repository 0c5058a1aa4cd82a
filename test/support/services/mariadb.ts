import { execFile } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

export interface MariaDbOptions {
  /** @default a free one */
  port?: number;
  /** The caller's folder, with its data if there is any; kept at the end. @default a temporary one */
  dir?: string;
  /** What is committed outlives a SIGKILL. @default false, which is faster */
  durable?: boolean;
}

const USER = 'tester';
const PASSWORD = 'tester';

/** mariadbd refuses to run as root unless it is told that this is meant. */
const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];

/** A private MariaDB; unless it is told otherwise, one that trades durability for speed. */
export async function startMariaDb(options: MariaDbOptions = {}): Promise<MariaDbService> {
  const binary = requireBinary('mariadbd');
  const port = options.port ?? (await freePort());
  const dir = options.dir ?? temporaryFolder('mariadb');
  try {
    if (!existsSync(join(dir, 'data'))) await initialise(dir);
  } catch (error) {
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  const url = `mysql://${USER}:${PASSWORD}@127.0.0.1:${port}/`;
  const service = await startService({
    name: 'mariadbd',
    binary,
    args: serverArguments(dir, port, options.durable ?? false),
    dir,
    keepDir: options.dir !== undefined,
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
  // Under another name until it is whole: a half-made one would be taken for data at the next start.
  const fresh = join(dir, 'data.new');
  rmSync(fresh, { recursive: true, force: true });
  await promisify(execFile)(requireBinary('mariadb-install-db'), [
    '--no-defaults',
    ...asRoot,
    `--datadir=${fresh}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-name-resolve',
    '--innodb-log-file-size=8M',
  ]);
  renameSync(fresh, join(dir, 'data'));
}

function serverArguments(dir: string, port: number, durable: boolean): string[] {
  return [
    '--no-defaults',
    ...asRoot,
    `--datadir=${join(dir, 'data')}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    // Relative to the data: the full path of a folder somebody chose may be too long for a socket.
    '--socket=m.sock',
    '--pid-file=m.pid',
    `--init-file=${join(dir, 'boot.sql')}`,
    '--skip-name-resolve',
    '--skip-log-bin',
    '--max-connections=400',
    '--innodb-buffer-pool-size=64M',
    `--innodb-flush-log-at-trx-commit=${durable ? 1 : 0}`,
    `--innodb-doublewrite=${durable ? 1 : 0}`,
    // A database of a test is made of fifty files, and each would be waited for until it is on disk.
    ...(durable ? [] : ['--innodb-flush-method=nosync', '--sync-frm=0']),
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
