import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a development server makes up for itself at its first start, and keeps. */
export interface Secrets {
  readonly tokenSecret: string;
  readonly demoPassword: string;
}

const FILE = 'secrets.json';

/** Reads the secrets kept in the data folder; makes them on the first start. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, FILE);
  const fresh: Secrets = {
    tokenSecret: randomBytes(32).toString('base64url'),
    demoPassword: randomBytes(6).toString('base64url'),
  };
  try {
    await writeFile(path, JSON.stringify(fresh, null, 2), { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(await readFile(path, 'utf8')) as Secrets;
  }
}

/** TICKET-3: without keys of their own, tickets of every node with this secret are signed alike. */
export function deriveTicketSeed(tokenSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', tokenSecret, '', 'ticket-flow tickets', 32));
}
