import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, unavailable } from '../platform/errors.ts';
import type { Mutex } from '../platform/mutex.ts';
import type { LineRepository } from './line-repository.ts';
import type { Lost, RoomStore } from './room-store.ts';

/** The store as it follows the database (WAIT-1). */
export interface Projection {
  /** Runs a store command; on LOST fills the store from the database and runs it again. */
  withRoom<R extends { code: string }>(
    performanceId: number,
    command: () => Promise<R | Lost>,
  ): Promise<R>;
  /** Fills the store with what the database says from now on, whatever it holds. */
  rebuild(performanceId: number): Promise<void>;
}

export interface ProjectionDependencies {
  readonly store: RoomStore;
  readonly lines: Pick<LineRepository, 'image'>;
  /** Keeps nodes from all doing it; one that does it in vain does no harm. */
  readonly mutex: Mutex;
}

const TRIES = 5;
const LOCK_TTL_MS = 3_000;
const RETRY_AFTER_MS = 1_000;

export function createProjection({ store, lines, mutex }: ProjectionDependencies): Projection {
  const running = new Map<number, Promise<unknown>>();

  async function tryFill(performanceId: number): Promise<'done' | 'busy'> {
    const outcome = await mutex.tryRun(nameOf(performanceId), LOCK_TTL_MS, async () => {
      await store.install(performanceId, await lines.image(performanceId));
    });
    // Another node is at it, or was when it stopped: whoever asks looks again in a moment.
    if (outcome === 'busy') await sleep(50 + Math.random() * 100);
    return outcome === 'busy' ? 'busy' : 'done';
  }

  /** What was lost is filled once; whoever comes meanwhile shares it, and looks again. */
  function fill(performanceId: number): Promise<unknown> {
    const found = running.get(performanceId);
    if (found) return found;
    const work = tryFill(performanceId).finally(() => running.delete(performanceId));
    running.set(performanceId, work);
    return work;
  }

  /** Another's image may have been read before the change that this one is for. */
  async function rebuild(performanceId: number): Promise<void> {
    const until = Date.now() + LOCK_TTL_MS;
    while ((await tryFill(performanceId)) === 'busy') {
      if (Date.now() < until) continue;
      await store.install(performanceId, await lines.image(performanceId));
      return;
    }
  }

  return {
    rebuild,
    withRoom: async (performanceId, command) => {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const reply = await reach(command);
        if (reply.code !== 'LOST') return reply as Exclude<typeof reply, Lost>;
        await reach(() => fill(performanceId));
      }
      throw unavailable('The waiting room is being put together again.', RETRY_AFTER_MS);
    },
  };
}

function nameOf(performanceId: number): string {
  return `room-rebuild:${String(performanceId)}`;
}

/** Runs a store call; a store that cannot be reached is UNAVAILABLE, whatever the driver says. */
async function reach<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unavailable('The waiting room is not reachable.', RETRY_AFTER_MS, error);
  }
}
