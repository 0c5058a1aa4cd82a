import { BURST_MS, PACE_MS } from './room-store.ts';

/** The token bucket of one room, and how fast people have been let in of late. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
  readonly pace: number | undefined;
}

export function emptyBucket(now: number): Bucket {
  return { tokens: 0, at: now, pace: undefined };
}

export interface Take {
  readonly ratePerMinute: number;
  readonly wanted: number;
  /** While nobody waits, the pace says nothing. */
  readonly waiting: number;
}

/** Takes what the rate allows; the script `room-take.lua` does the same. */
export function take(
  bucket: Bucket,
  { ratePerMinute, wanted, waiting }: Take,
  now: number,
): { granted: number; bucket: Bucket } {
  const rate = ratePerMinute / 60_000;
  const passed = Math.max(0, now - bucket.at);
  const filled = Math.min(bucket.tokens + rate * passed, Math.max(1, rate * BURST_MS));
  const granted = Math.min(Math.floor(filled), wanted);
  const before = bucket.pace ?? rate;
  const pace = waiting > 0 ? before * Math.exp(-passed / PACE_MS) + granted / PACE_MS : bucket.pace;
  return { granted, bucket: { tokens: filled - granted, at: now, pace } };
}
