import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How commands on this machine reach the server that has the data folder open. */
export interface OwnerFile {
  readonly url: string;
  readonly token: string;
}

const FILE = 'owner.json';
const PROBE_MS = 1_000;

export async function writeOwnerFile(dataDir: string, owner: OwnerFile): Promise<void> {
  await writeFile(join(dataDir, FILE), JSON.stringify(owner), { mode: 0o600 });
}

export async function removeOwnerFile(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}

/** Undefined when no server answers there: a file may be left from one that was killed. */
export async function readOwnerFile(dataDir: string): Promise<OwnerFile | undefined> {
  try {
    const owner = JSON.parse(await readFile(join(dataDir, FILE), 'utf8')) as OwnerFile;
    const response = await fetch(`${owner.url}/healthz`, { signal: AbortSignal.timeout(PROBE_MS) });
    return response.ok ? owner : undefined;
  } catch {
    return undefined;
  }
}
