import type { Limit } from '../platform/limit-table.ts';

/** Counts of this process alone; a look costs well under a microsecond and never waits. */
export interface Buckets {
  /** Takes a point of the key's; how many milliseconds to wait for it when there is none, else 0. */
  take(key: string | number): number;
}

export interface BucketsOptions {
  /** Keys that are remembered. @default 50_000 */
  readonly maxKeys?: number;
  /** In milliseconds. @default performance.now */
  readonly now?: () => number;
}

interface Bucket {
  left: number;
  at: number;
}

const HAIR = 1e-6;
const SWEEP_EVERY_MS = 1_000;

/** A bucket a key, full at first, that fills again evenly over the limit's time. */
export function createBuckets(limit: Limit, options: BucketsOptions = {}): Buckets {
  const { points, windowMs } = limit;
  const { maxKeys = 50_000, now = () => performance.now() } = options;
  const buckets = new Map<string | number, Bucket>();
  const perMs = points / windowMs;
  let sweptAt = -Infinity;

  /** Those that are full again say nothing; of too many others the oldest goes. */
  function makeRoom(at: number): void {
    if (at - sweptAt >= SWEEP_EVERY_MS) {
      sweptAt = at;
      for (const [key, bucket] of buckets) {
        if (bucket.left + (at - bucket.at) * perMs >= points) buckets.delete(key);
      }
    }
    const oldest = buckets.keys().next();
    if (buckets.size >= maxKeys && !oldest.done) buckets.delete(oldest.value);
  }

  return {
    take: (key) => {
      const at = now();
      const bucket = buckets.get(key);
      if (!bucket) {
        if (buckets.size >= maxKeys) makeRoom(at);
        buckets.set(key, { left: points - 1, at });
        return 0;
      }
      bucket.left = Math.min(points, bucket.left + (at - bucket.at) * perMs);
      bucket.at = at;
      // Adding up small parts ends a hair below the whole.
      if (bucket.left < 1 - HAIR) return Math.ceil((1 - bucket.left) / perMs - HAIR);
      bucket.left -= 1;
      return 0;
    },
  };
}
