/** When frames go out: soon after a change, but never more of them than a node can send. */
export interface Pace {
  /** Until what changed has been sent to the last of the viewers, in milliseconds. */
  readonly tickMs: number;
  /** Asks for a tick; all who ask before it comes share it. */
  request(): void;
  stop(): void;
}

export interface PaceOptions {
  /** Sends what is due; answers how many frames that were, each viewer's counted. */
  readonly tick: () => Promise<number>;
  /** @default 50 */
  readonly shortestMs?: number | undefined;
  /** @default 500 */
  readonly longestMs?: number | undefined;
  /** What one node sends in a second before it slows its ticks. @default 60_000 */
  readonly framesPerSecond?: number | undefined;
}

/** Ticks come back to their shortest by this share at a time, so that one quiet tick is no reason. */
const RECOVERY = 0.9;

export function createPace(options: PaceOptions): Pace {
  const { tick, shortestMs = 50, longestMs = 500, framesPerSecond = 60_000 } = options;
  let tickMs = shortestMs;
  // What the last tick took is waited less for the next: who is served last waits as long as told.
  let tookMs = 0;
  let lastAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let asked = false;
  let stopped = false;

  async function run(): Promise<void> {
    timer = undefined;
    running = true;
    asked = false;
    lastAt = performance.now();
    try {
      const frames = await tick();
      tookMs = Math.min(performance.now() - lastAt, shortestMs / 2);
      const affordable = (frames / framesPerSecond) * 1000 + tookMs;
      tickMs = Math.min(longestMs, Math.max(shortestMs, affordable, tickMs * RECOVERY));
    } finally {
      running = false;
      if (asked) schedule();
    }
  }

  function schedule(): void {
    if (timer !== undefined || stopped) return;
    const wait = Math.max(0, lastAt + tickMs - tookMs - performance.now());
    timer = setTimeout(() => void run(), wait);
  }

  return {
    get tickMs() {
      return Math.round(tickMs);
    },
    request: () => {
      asked = true;
      if (!running) schedule();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
