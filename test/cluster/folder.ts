import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { sharedFolder } from '../support/services.ts';

/** Where a cluster keeps its data. */
export interface ClusterFolder {
  readonly dir: string;
  readonly tokenSecret: string;
  /** A folder in it, made if it is not there. */
  sub(name: string): string;
  /** Removes a temporary folder; lets the next cluster have a kept one. */
  close(): void;
}

export function openFolder(keepDir: string | undefined): ClusterFolder {
  const temporary = keepDir === undefined ? sharedFolder('cluster') : undefined;
  const dir = temporary?.dir ?? resolve(keepDir ?? '');
  mkdirSync(dir, { recursive: true });
  const release = temporary ? () => temporary.remove() : claim(dir);
  return {
    dir,
    tokenSecret: keptSecret(join(dir, 'token-secret')),
    sub: (name) => {
      const path = join(dir, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
    close: release,
  };
}

/** Two databases on the same files would be the end of them. */
function claim(dir: string): () => void {
  const file = join(dir, 'in-use-by');
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (isAlive(owner)) {
    throw new Error(`${dir} is in use by the cluster of process ${owner}; stop that one first`);
  }
  writeFileSync(file, String(process.pid));
  return () => {
    rmSync(file, { force: true });
  };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function keptSecret(file: string): string {
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
