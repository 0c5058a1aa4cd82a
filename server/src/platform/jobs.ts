import { isAway } from './away.ts';
import type { Logger } from './logging.ts';

export interface Job {
  /** Runs the job once now; waits if it is already running. For tests and for shutdown. */
  runNow(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs `work` again and again, `intervalMs` after the last run ended, never twice at once. What it
 * throws is logged, and the next run comes all the same.
 */
export function startJob(
  name: string,
  intervalMs: number,
  work: () => Promise<void>,
  logger: Logger,
): Job {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const run = (): Promise<void> => {
    running ??= Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        const level = isAway(error) ? 'warn' : 'error';
        logger[level]({ err: error, job: name }, 'a job failed; it will run again');
      })
      .finally(() => {
        running = undefined;
        schedule();
      });
    return running;
  };
  const schedule = (): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void run(), intervalMs);
  };
  schedule();
  return {
    runNow: run,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
