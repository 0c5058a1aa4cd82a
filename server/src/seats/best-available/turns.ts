import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../platform/errors.ts';

/** What one holder asks for while an earlier request of theirs is worked on. */
const WAITING = 4;
const RETRY_AFTER_MS = 500;

/** BEST-8: one at a time for each holder, few waiting behind it. Throws RATE_LIMITED. */
export function createHolderTurns(): <T>(holder: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { length: number; last: Promise<unknown> }>();
  return (holder, work) => {
    const line = lines.get(holder) ?? { length: 0, last: Promise.resolve() };
    if (line.length > WAITING) return Promise.reject(tooMany());
    lines.set(holder, line);
    line.length += 1;
    const turn = line.last.then(work).finally(() => {
      line.length -= 1;
      if (line.length === 0) lines.delete(holder);
    });
    line.last = turn.catch(() => undefined);
    return turn;
  };
}

/**
 * BEST-8: one at a time for the whole node, first come first served, with room for other work
 * before each. Holders come in turn because each has one request under way.
 */
export function createNodeTurns(): <T>(work: () => T) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(() => setImmediate()).then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

function tooMany(): AppError {
  return new AppError('RATE_LIMITED', 'Your last choices are still being looked for.', {
    details: { retryAfterMs: RETRY_AFTER_MS },
  });
}
