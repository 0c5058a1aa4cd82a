import { inBatches } from '../platform/in-batches.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import type { HistoryRepository } from './history-repository.ts';
import { DAY_MS } from './ranking/popular-store.ts';
import type { PopularStore } from './ranking/popular-store.ts';

/** Writes down what was searched for; any number of nodes may be at it (POPULAR-9). */
export interface History {
  /** Day counts that changed, and where the ranking would begin again. */
  write(): Promise<void>;
  /** People by what they searched for on the day (UTC) that begins then, the most first. */
  ofDay(beginsAt: number, most: number): Promise<{ term: string; people: number }[]>;
  deleteOld(): Promise<void>;
  startJobs(): void;
  stop(): Promise<void>;
}

export interface HistoryDependencies {
  readonly store: PopularStore;
  readonly repository: HistoryRepository;
  readonly logger: Logger;
  readonly now?: () => number;
}

const WRITE_MS = 3_000;
const DELETE_MS = 60 * 60_000;
const KEPT_DAYS = 400;
const BATCH = 200;
const MOST_BATCHES = 50;
const MOST_TERMS = 100;
/** Less than the time between two runs, so that of many nodes about one writes the state. */
const NEWER_MS = WRITE_MS / 2;

export function createHistory(dependencies: HistoryDependencies): History {
  const { store, repository, logger, now = Date.now } = dependencies;
  let jobs: Job[] = [];

  async function writeDays(): Promise<void> {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const found = await store.unwritten(BATCH);
      if (!found) return;
      if (found.days.length > 0) await repository.write(found);
      await store.written(found);
      if (found.days.length < BATCH) return;
    }
  }

  async function keepState(): Promise<void> {
    const state = await store.state(MOST_TERMS);
    if (state) await repository.keep(state, NEWER_MS);
  }

  async function write(): Promise<void> {
    await writeDays();
    await keepState();
  }

  async function deleteOld(): Promise<void> {
    const first = Math.floor(now() / DAY_MS) - KEPT_DAYS;
    await inBatches((limit) => repository.deleteBefore(first, limit));
  }

  return {
    write,
    ofDay: async (beginsAt, most) => {
      const found = await repository.day(Math.floor(beginsAt / DAY_MS), most);
      return found.map(({ spelling, people }) => ({ term: spelling, people }));
    },
    deleteOld,
    startJobs: () => {
      jobs = [
        startJob('write down searches', WRITE_MS, write, logger),
        startJob('delete old searches', DELETE_MS, deleteOld, logger),
      ];
    },
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
      // What was counted since the last run would be lost with a store in this process.
      if (jobs.length > 0) await write().catch(() => undefined);
    },
  };
}
