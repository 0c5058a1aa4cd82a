import { createLogger } from '../../../../server/src/platform/logging.ts';
import {
  createChangeWatch,
  createKeptReads,
} from '../../../../server/src/platform/kept-reads/index.ts';
import type {
  Change,
  ChangeLog,
  ChangeWatch,
  KeptReads,
  Reading,
  SharedCopies,
  SharedCopy,
} from '../../../../server/src/platform/kept-reads/index.ts';
import { noMutex } from '../../../../server/src/platform/mutex.ts';
import type { Mutex } from '../../../../server/src/platform/mutex.ts';

/** A log of changes and what they are of, as a database that several nodes share. */
export interface Source {
  readonly log: ChangeLog;
  /** A change by another process: seen at the next check. */
  change(...tags: string[]): void;
  /** The database does not answer. */
  away: boolean;
  /** What a read finds, and how many there were. */
  value: string;
  reads: number;
  /** Set: reads wait for it. */
  gate: Promise<void> | undefined;
  forgetBefore(version: number): void;
  /** To the state before all changes. */
  setBack(): void;
}

export function createSource(): Source {
  let changes: Change[] = [];
  let version = 0;
  const answer = <T>(value: T): Promise<T> =>
    source.away ? Promise.reject(new Error('away')) : Promise.resolve(value);
  const source: Source = {
    away: false,
    value: 'first',
    reads: 0,
    gate: undefined,
    log: {
      version: () => answer(version),
      after: (from) => answer(changes.filter((change) => change.version > from)),
      listen: () => undefined,
    },
    change: (...tags) => {
      version += 1;
      changes.push({ version, tags });
    },
    setBack: () => {
      version = 0;
      changes = [];
    },
    forgetBefore: (first) => {
      changes = changes.filter((change) => change.version >= first);
    },
  };
  return source;
}

export function readingOf(source: Source, key = 'page', tags: readonly string[] = ['event:1']) {
  return {
    key,
    tagsOf: () => tags,
    copyTtlMs: 1_000,
    read: async () => {
      source.reads += 1;
      if (source.away) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      // What a read finds is what was there when it began.
      const { value, gate } = source;
      await gate;
      return value;
    },
  } satisfies Reading<string>;
}

export interface Node {
  readonly watch: ChangeWatch;
  readonly reads: KeptReads;
}

export function createNode(
  source: Source,
  more: { copies?: SharedCopies; mutex?: Mutex; maxBytes?: number; maxAgeMs?: number } = {},
): Node {
  const logger = createLogger('silent');
  const watch = createChangeWatch({ log: source.log, logger, checkMs: 5, timeoutMs: 200 });
  const { copies = memoryCopies(), mutex = noMutex, ...sizes } = more;
  return { watch, reads: createKeptReads({ watch, copies, mutex, ...sizes }) };
}

/** What nodes share, within one process. */
export function memoryCopies(): SharedCopies {
  const kept = new Map<string, SharedCopy>();
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    put: (key, copy) => {
      kept.set(key, copy);
      return Promise.resolve();
    },
  };
}

/** One at a time by name, as a lock that all nodes share. */
export function memoryMutex(): Mutex {
  const held = new Set<string>();
  return {
    tryRun: async (name, _ttlMs, work) => {
      if (held.has(name)) return 'busy';
      held.add(name);
      try {
        return await work();
      } finally {
        held.delete(name);
      }
    },
  };
}
