/** When frames go out: soon after a change, but never more of them than a node can send. */
export interface Pace {
  /** Shortest time between two ticks at present, in milliseconds. */
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
  /** What one node sends in a second before it slows its ticks. @default 40_000 */
  readonly framesPerSecond?: number | undefined;
}

/** Ticks come back to their shortest by this share at a time, so that one quiet tick is no reason. */
const RECOVERY = 0.9;

export function createPace(options: PaceOptions): Pace {
  const { tick, shortestMs = 50, longestMs = 500, framesPerSecond = 40_000 } = options;
  let tickMs = shortestMs;
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
      const affordable = (frames / framesPerSecond) * 1000;
      tickMs = Math.min(longestMs, Math.max(shortestMs, affordable, tickMs * RECOVERY));
    } finally {
      running = false;
      if (asked) schedule();
    }
  }

  function schedule(): void {
    if (timer !== undefined || stopped) return;
    const wait = Math.max(0, lastAt + tickMs - performance.now());
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
