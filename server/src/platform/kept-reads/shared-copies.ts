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

/** A page must not wait for Redis. */
const PATIENCE_MS = 250;
const PREFIX = 'kept:';

export function createRedisCopies(redis: Redis): SharedCopies {
  return {
    get: async (key) => {
      try {
        const packed = await withDeadline(redis.getBuffer(PREFIX + key), PATIENCE_MS);
        return packed ? await unpack(packed) : undefined;
      } catch {
        return 'away';
      }
    },
    put: async (key, copy, ttlMs) => {
      const { text, ...about } = copy;
      const packed = await compress(`${JSON.stringify(about)}\n${text}`);
      // Late or lost: the others read for themselves.
      await withDeadline(redis.set(PREFIX + key, packed, 'PX', ttlMs), PATIENCE_MS).catch(
        () => undefined,
      );
    },
  };
}

async function unpack(packed: Buffer): Promise<SharedCopy> {
  const whole = (await decompress(packed)).toString();
  const end = whole.indexOf('\n');
  const about = JSON.parse(whole.slice(0, end)) as Omit<SharedCopy, 'text'>;
  return { ...about, text: whole.slice(end + 1) };
}
