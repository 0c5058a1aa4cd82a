import { withDeadline } from '../deadline.ts';
import { startJob } from '../jobs.ts';
import type { Job } from '../jobs.ts';
import type { Logger } from '../logging.ts';

/** Everything may have changed. */
export const EVERYTHING = '*';

export interface Change {
  readonly version: number;
  readonly tags: readonly string[];
}

/** Where changes are written down, in the order in which they became visible. */
export interface ChangeLog {
  /** The present version. */
  version(): Promise<number>;
  /** Those after a version; may lack the earliest, which shows by their versions. */
  after(version: number): Promise<readonly Change[]>;
  /** Told of each change of this process, after its commit. */
  listen(listener: (change: Change) => void): void;
}

/** What this node knows of changes. */
export interface ChangeWatch {
  /** Everything up to it is known here: a read that begins now sees at least that much. */
  readonly version: number;
  /** The log does not answer; when it last did. */
  readonly away: boolean;
  readonly checkedAt: number;
  /** Whether that version is known here, and nothing of it changed since. */
  isCurrent(tags: readonly string[], version: number): boolean;
  /** Called with every tag that changed, and the version since which it did. */
  listen(listener: (tag: string, version: number) => void): void;
  /** Resolves once that version is known here, or could not be found in the log. */
  reach(version: number): Promise<void>;
  /** Reads the log now: what is read after it is not older than a change it tells of. */
  look(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface ChangeWatchDependencies {
  readonly log: ChangeLog;
  readonly logger: Logger;
  /** @default 400 */
  readonly checkMs?: number;
  /** @default 1_000 */
  readonly timeoutMs?: number;
}

/** One check may be late because this process was busy; two in a row are the log's. */
const MISSED_CHECKS = 2;
/** Beyond that older ones are forgotten, and what is older than they counts as changed. */
const MAX_TAGS = 20_000;

export function createChangeWatch(dependencies: ChangeWatchDependencies): ChangeWatch {
  const { log, logger, checkMs = 400, timeoutMs = 1_000 } = dependencies;
  const listeners: ((tag: string, version: number) => void)[] = [];
  const changedAt = new Map<string, number>();
  /** Up to where the log was read. */
  let seen: number | undefined;
  /** Changes of this process; what is seen follows. */
  let own = 0;
  /** What was read before it counts as changed. */
  let floor = 0;
  let looks = 0;
  let missed = 0;
  let checkedAt = Date.now();

  function note({ version, tags }: Change): void {
    if (changedAt.size > MAX_TAGS) forget(version);
    for (const tag of tags) {
      if (tag === EVERYTHING) floor = Math.max(floor, version);
      changedAt.set(tag, Math.max(version, changedAt.get(tag) ?? 0));
      for (const listener of listeners) listener(tag, version);
    }
  }

  function forget(version: number): void {
    floor = Math.max(floor, version);
    changedAt.clear();
    for (const listener of listeners) listener(EVERYTHING, version);
  }

  async function look(): Promise<void> {
    const mine = (looks += 1);
    const version = await log.version();
    const from = seen;
    const more = from !== undefined && version > from ? await log.after(from) : [];
    // One that was answered late may know less than those that began after it.
    if (mine !== looks && seen !== undefined && version <= seen) return;
    if (from === undefined) floor = Math.max(floor, version);
    else if (version < from) resetTo(version);
    else if (version > from) take(more, from, version);
    seen = version;
  }

  function take(changes: readonly Change[], from: number, to: number): void {
    if (changes[0]?.version !== from + 1) forget(to);
    else for (const change of changes) if (change.version <= to) note(change);
  }

  /** The database was set back to an earlier state: its versions will come again. */
  function resetTo(version: number): void {
    logger.warn({ version }, 'the catalogue is older than before; everything is read again');
    own = 0;
    floor = 0;
    forget(version);
    for (const listener of listeners) listener(EVERYTHING, Infinity);
  }

  async function check(): Promise<void> {
    try {
      await withDeadline(look(), timeoutMs);
      if (missed >= MISSED_CHECKS) logger.warn('changes of the catalogue can be read again');
      missed = 0;
      checkedAt = Date.now();
    } catch (error) {
      missed += 1;
      if (missed === MISSED_CHECKS) {
        logger.warn({ err: error }, 'changes of the catalogue cannot be read: pages may be old');
      }
    }
  }

  const jobs: Job[] = [];
  log.listen((change) => {
    own = Math.max(own, change.version);
    note(change);
  });
  return {
    get version() {
      return Math.max(seen ?? 0, own);
    },
    get away() {
      return missed >= MISSED_CHECKS;
    },
    get checkedAt() {
      return checkedAt;
    },
    isCurrent: (tags, version) =>
      seen !== undefined &&
      version <= Math.max(seen, own) &&
      version >= floor &&
      tags.every((tag) => (changedAt.get(tag) ?? 0) <= version),
    listen: (listener) => {
      listeners.push(listener);
    },
    reach: async (version) => {
      if (seen !== undefined && version > Math.max(seen, own)) await look();
    },
    look,
    start: () => {
      jobs.push(startJob('changes of the catalogue', checkMs, check, logger));
    },
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
