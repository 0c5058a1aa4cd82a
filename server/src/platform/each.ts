import { isAway } from './away.ts';
import type { Logger } from './logging.ts';

/** Works on every item, a few at a time; one that fails is logged and keeps no other back. */
export async function forEachSafely<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<unknown>,
  logger: Logger,
): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      try {
        await work(item);
      } catch (error) {
        const level = isAway(error) ? 'warn' : 'error';
        logger[level]({ err: error }, 'one item of a job failed; it will be tried again');
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
