import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** @default 5_000 */
  timeoutMs?: number;
  /** @default 20 */
  intervalMs?: number;
  /** What was waited for; it opens the error's message. */
  message?: string;
}

/**
 * Calls `probe` until it returns something truthy and returns that.
 * A probe that throws counts as "not yet"; its last error becomes the cause of the time-out.
 */
export async function waitFor<T>(
  probe: () => T | Promise<T>,
  { timeoutMs = 5_000, intervalMs = 20, message = 'the awaited condition' }: WaitOptions = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() >= deadline) {
      throw new Error(`${message}: not within ${timeoutMs} ms`, { cause });
    }
    await sleep(intervalMs);
  }
}
