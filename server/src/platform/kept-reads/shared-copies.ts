import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Redis } from 'ioredis';
import { withDeadline } from '../deadline.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** What one node read, for the others. Nobody's truth: it may be lost or old at any time. */
export interface SharedCopies {
  /** `away`: nothing can be said of it now. */
  get(key: string): Promise<SharedCopy | 'away' | undefined>;
  put(key: string, copy: SharedCopy, ttlMs: number): Promise<void>;
}

export interface SharedCopy {
  /** The change watch's version before the read. */
  readonly version: number;
  readonly readAt: number;
  readonly tags: readonly string[];
  /** JSON of what was read. */
  readonly text: string;
}

/** For one node alone. */
export const noCopies: SharedCopies = {
  get: () => Promise.resolve('away'),
  put: () => Promise.resolve(),
};

/** A page must not wait for Redis, but a node that has much to do is no reason to read twice. */
const PATIENCE_MS = 1_000;
/** After a failure nobody waits at all for so long. */
const REST_MS = 1_000;
const PREFIX = 'kept:';

export function createRedisCopies(redis: Redis): SharedCopies {
  let restUntil = 0;

  async function ask<T>(command: () => Promise<T>): Promise<T | 'away'> {
    if (Date.now() < restUntil) return 'away';
    try {
      return await withDeadline(command(), PATIENCE_MS);
    } catch {
      restUntil = Date.now() + REST_MS;
      return 'away';
    }
  }

  return {
    get: async (key) => {
      const packed = await ask(() => redis.getBuffer(PREFIX + key));
      return packed === 'away' || packed === null ? (packed ?? undefined) : unpack(packed);
    },
    put: async (key, copy, ttlMs) => {
      const { text, ...about } = copy;
      const packed = await compress(`${JSON.stringify(about)}\n${text}`);
      // Late or lost: the others read for themselves.
      await ask(() => redis.set(PREFIX + key, packed, 'PX', ttlMs));
    },
  };
}

/** One that cannot be read is none: another version of this server may have put it there. */
async function unpack(packed: Buffer): Promise<SharedCopy | undefined> {
  try {
    return read((await decompress(packed)).toString());
  } catch {
    return undefined;
  }
}

function read(whole: string): SharedCopy {
  const end = whole.indexOf('\n');
  const about = JSON.parse(whole.slice(0, end)) as Omit<SharedCopy, 'text'>;
  return { ...about, text: whole.slice(end + 1) };
}
