import { setTimeout as sleep } from 'node:timers/promises';

const DEADLOCK = 1213;
const TRIES = 5;

/** The database has already rolled back; the same work may simply be done again. */
export async function retryDeadlocks<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES || !isDeadlock(error)) throw error;
      await sleep(Math.random() * 10 * attempt);
    }
  }
}

function isDeadlock(error: unknown): boolean {
  const known = error as { errno?: number; parent?: { errno?: number } } | null;
  return (known?.parent ?? known)?.errno === DEADLOCK;
}
