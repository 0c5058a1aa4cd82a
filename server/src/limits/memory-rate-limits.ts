import type { Count, NamedLimit, RateLimits } from './rate-limits.ts';

interface Window {
  taken: number;
  endsAt: number;
}

export interface MemoryRateLimitsOptions {
  /** Windows that are remembered. @default 100_000 */
  readonly maxWindows?: number;
  /** In milliseconds. @default Date.now */
  readonly now?: () => number;
}

const SWEEP_EVERY_MS = 1_000;

/** The counts of one process. */
export function createMemoryRateLimits(options: MemoryRateLimitsOptions = {}): RateLimits {
  const { maxWindows = 100_000, now = Date.now } = options;
  const windows = new Map<string, Window>();
  let sweptAt = -Infinity;

  function makeRoom(at: number): void {
    if (at - sweptAt >= SWEEP_EVERY_MS) {
      sweptAt = at;
      for (const [key, { endsAt }] of windows) if (endsAt <= at) windows.delete(key);
    }
    const oldest = windows.keys().next();
    if (windows.size >= maxWindows && !oldest.done) windows.delete(oldest.value);
  }

  function current({ name }: NamedLimit, key: string): { at: number; window: Window | undefined } {
    const at = now();
    const window = windows.get(`${name}:${key}`);
    return { at, window: window && window.endsAt > at ? window : undefined };
  }

  function begin({ name, windowMs }: NamedLimit, key: string, at: number): Window {
    if (windows.size >= maxWindows) makeRoom(at);
    const window = { taken: 0, endsAt: at + windowMs };
    windows.set(`${name}:${key}`, window);
    return window;
  }

  return {
    take: (limit, key, points = 1) => {
      const { at, window = begin(limit, key, at) } = current(limit, key);
      window.taken += points;
      return Promise.resolve(countOf(window, at, window.taken <= limit.points));
    },
    look: (limit, key) => {
      const { at, window } = current(limit, key);
      if (!window) return Promise.resolve({ taken: 0, endsInMs: 0, allowed: true });
      return Promise.resolve(countOf(window, at, window.taken < limit.points));
    },
    forget: ({ name }, key) => {
      windows.delete(`${name}:${key}`);
      return Promise.resolve();
    },
  };
}

function countOf({ taken, endsAt }: Window, at: number, allowed: boolean): Count {
  return { taken, endsInMs: endsAt - at, allowed };
}
