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

/** Only if it is still this server's. */
export async function removeOwnerFile(dataDir: string, token: string): Promise<void> {
  const text = await readFile(join(dataDir, FILE), 'utf8').catch(() => '');
  if (text.includes(token)) await rm(join(dataDir, FILE), { force: true });
}

/** As it was written; whether that server still runs is another question. */
export async function findOwnerFile(dataDir: string): Promise<OwnerFile | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, FILE), 'utf8')) as OwnerFile;
  } catch {
    return undefined;
  }
}

/**
 * Undefined when that server does not answer: a file may be left from one that was killed, and its
 * port may be another's by now. Only the server of this token finds fault with an empty request
 * instead of with the token.
 */
export async function readOwnerFile(dataDir: string): Promise<OwnerFile | undefined> {
  const owner = await findOwnerFile(dataDir);
  if (!owner) return undefined;
  try {
    const response = await fetch(`${owner.url}/api/admin/productions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return response.status === 400 ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** Asks `/api/admin<path>` of that server. Throws in its words when it refuses. */
export async function askOwner<T>(
  { url, token }: OwnerFile,
  path: string,
  method: 'GET' | 'POST' = 'GET',
  body?: object,
): Promise<T> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body && { 'content-type': 'application/json' }),
  };
  const sent = body && { body: JSON.stringify(body) };
  const response = await fetch(`${url}/api/admin${path}`, { method, headers, ...sent });
  const answer = (await response.json()) as T & { error?: { message: string } };
  if (!response.ok) throw new Error(answer.error?.message ?? `the server said ${response.status}`);
  return answer;
}
