import { withDeadline } from '../deadline.ts';
import { AppError, unavailable } from '../errors.ts';
import type { Mutex } from '../mutex.ts';
import { createByteLru } from './byte-lru.ts';
import type { ChangeWatch } from './change-watch.ts';
import { EVERYTHING } from './change-watch.ts';
import { createRefills } from './refill.ts';
import type { Refill } from './refill.ts';
import type { SharedCopies, SharedCopy } from './shared-copies.ts';

/** What is read under a key, by whichever node has to. */
export interface Reading<T> {
  readonly key: string;
  /** What the value depends on. */
  tagsOf(value: T): readonly string[];
  read(): Promise<T>;
  /** How long others may use the copy when nothing else is to be had. */
  readonly copyTtlMs: number;
}

/** The same object as long as nothing about it changed. */
export interface Known<T> {
  readonly value: T;
  /** Nothing newer is known since then. */
  readonly staleSince?: number;
}

/**
 * Keeps what was read from the database until it changes there: one read a key in the cluster, and
 * the last one goes on to be used while there is no database. Values are JSON, and the clock must
 * not be in them. Never for money or holds.
 */
export interface KeptReads {
  /** What can be had without waiting. */
  peek<T>(reading: Reading<T>): Known<T> | undefined;
  /** Throws what the read throws, or UNAVAILABLE. */
  get<T>(reading: Reading<T>): Promise<Known<T>>;
}

export interface KeptReadsDependencies {
  readonly watch: ChangeWatch;
  readonly copies: SharedCopies;
  readonly mutex: Mutex;
  /** @default 48 MiB */
  readonly maxBytes?: number;
  /** Read again behind the answer after so long, for what was changed past every command. @default 60_000 */
  readonly maxAgeMs?: number;
}

interface Entry {
  readonly known: Known<unknown>;
  readonly version: number;
  readonly readAt: number;
  readonly tags: readonly string[];
  /** It has changed since; that was when it was last known to be right. */
  outdatedSince?: number;
  /** `known` as it is told while it is old. */
  stale?: Known<unknown>;
  /** When it was last tried to be read again. */
  triedAt: number;
}

/** How long somebody waits who could be given something older, and somebody who could not. */
const PATIENCE_MS = 800;
const LONG_PATIENCE_MS = 4_000;
const MAX_TRIES = 3;
const RETRY_AFTER_MS = 1_000;
/** Texts are held once as values too, roughly twice their size. */
const VALUE_WEIGHT = 3;

export function createKeptReads(dependencies: KeptReadsDependencies): KeptReads {
  const { watch, copies, mutex, maxBytes = 48 * 1024 * 1024, maxAgeMs = 60_000 } = dependencies;
  const entries = createByteLru<Entry>(maxBytes);
  const refills = createRefills({ watch, copies, mutex, take });

  watch.listen((tag, version) => {
    for (const entry of entries.values()) {
      if (entry.outdatedSince !== undefined || entry.version >= version) continue;
      if (tag === EVERYTHING || entry.tags.includes(tag)) entry.outdatedSince = watch.checkedAt;
    }
  });

  /** A copy that is not current is better than nothing, and nothing more than that. */
  function take(key: string, copy: SharedCopy): void {
    const { version, readAt, tags, text } = copy;
    const before = entries.get(key);
    const current = watch.isCurrent(tags, version);
    const better = current && before?.outdatedSince !== undefined;
    if (before && !better && isNoNewer(copy, before)) return;
    const entry: Entry = {
      ...{ version, readAt, tags, triedAt: readAt },
      known: { value: JSON.parse(text) as unknown },
      ...(!current && { outdatedSince: readAt }),
    };
    entries.set(key, entry, text.length * VALUE_WEIGHT);
  }

  function staleOf(entry: Entry): Known<unknown> {
    const staleSince = entry.outdatedSince ?? watch.checkedAt;
    if (entry.stale?.staleSince === staleSince) return entry.stale;
    return (entry.stale = { ...entry.known, staleSince });
  }

  function refresh<T>(reading: Reading<T>, entry: Entry): void {
    const now = Date.now();
    if (now - entry.triedAt < maxAgeMs) return;
    entry.triedAt = now;
    refills.of(reading, entry.readAt).done.catch(() => undefined);
  }

  function peek<T>(reading: Reading<T>): Known<T> | undefined {
    const entry = entries.get(reading.key);
    if (!entry) return undefined;
    if (watch.away) return staleOf(entry) as Known<T>;
    if (entry.outdatedSince !== undefined) return undefined;
    refresh(reading, entry);
    return entry.known as Known<T>;
  }

  return {
    peek,
    get: async <T>(reading: Reading<T>) => {
      try {
        return await current(reading);
      } catch (error) {
        if (isAnswer(error)) entries.delete(reading.key);
        const old = entries.get(reading.key);
        if (!old) throw error;
        return staleOf(old) as Known<T>;
      }
    },
  };

  /** A change in the middle of a read makes it the earlier callers': the later ones must see it. */
  async function current<T>(reading: Reading<T>): Promise<Known<T>> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const known = peek(reading);
      if (known) return known;
      await patiently(reading.key, refills.of(reading, 0));
    }
    const known = peek(reading);
    if (!known) throw late();
    return known;
  }

  async function patiently(key: string, { begunAt, done }: Refill): Promise<void> {
    const within = (ms: number): Promise<void> =>
      withDeadline(done, Math.max(0, begunAt + ms - Date.now()), late);
    try {
      await within(PATIENCE_MS);
    } catch (error) {
      if (isAnswer(error) || entries.get(key)) throw error;
      await within(LONG_PATIENCE_MS);
    }
  }
}

function isNoNewer(copy: SharedCopy, { version, readAt }: Entry): boolean {
  return copy.version < version || (copy.version === version && copy.readAt <= readAt);
}

/** Refused for a reason that is in the database, not for want of one. */
function isAnswer(error: unknown): boolean {
  return error instanceof AppError && error.code !== 'UNAVAILABLE';
}

function late(): AppError {
  return unavailable('Busy just now; please try again.', RETRY_AFTER_MS);
}
