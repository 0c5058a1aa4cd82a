import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from '../deadline.ts';
import { unavailable } from '../errors.ts';
import type { Mutex } from '../mutex.ts';
import type { ChangeWatch } from './change-watch.ts';
import type { Reading } from './kept-reads.ts';
import type { SharedCopies, SharedCopy } from './shared-copies.ts';

/** One attempt to have a key's value anew, shared by all of this node who want it. */
export interface Refill {
  readonly begunAt: number;
  readonly done: Promise<void>;
}

export interface Refills {
  /** A copy of another node will do if it is current and was read after `newerThan`. */
  of<T>(reading: Reading<T>, newerThan: number): Refill;
}

export interface RefillsDependencies {
  readonly watch: ChangeWatch;
  readonly copies: SharedCopies;
  readonly mutex: Mutex;
  /** Called with what came, also with a copy that is only better than nothing. */
  readonly take: (key: string, copy: SharedCopy) => void;
}

/** A read that takes longer is given up, and the next one may begin. */
const GIVEN_UP_MS = 6_000;
const BEGIN_MS = 1_000;
/** Long enough for a read; one that sleeps on it keeps the others waiting no longer. */
const TURN_MS = 5_000;
const WAIT_MS = 2_500;
const POLL_MS = 20;
const RETRY_AFTER_MS = 1_000;

export function createRefills({ watch, copies, mutex, take }: RefillsDependencies): Refills {
  const present = new Map<string, Refill>();

  async function run<T>(reading: Reading<T>, newerThan: number): Promise<void> {
    const { key } = reading;
    // Whoever reads without knowing of the latest change would have it all read again.
    const known = !watch.away && (await withDeadline(watch.look(), BEGIN_MS).then(yes, no));
    const copy = await find(key);
    if (copy && copy !== 'away') take(key, copy);
    if (isGood(copy, newerThan)) return;
    if (!known || watch.away) throw unavailable('Busy just now; please try again.', RETRY_AFTER_MS);
    if (copy === 'away') await read(reading);
    else await inTurn(reading, newerThan);
  }

  /** Another node may know of changes that this one has yet to hear of. */
  async function find(key: string): Promise<SharedCopy | 'away' | undefined> {
    const copy = await copies.get(key);
    if (!copy || copy === 'away') return copy;
    await withDeadline(watch.reach(copy.version), BEGIN_MS).catch(no);
    return copy;
  }

  function isGood(copy: SharedCopy | 'away' | undefined, newerThan: number): copy is SharedCopy {
    if (!copy || copy === 'away') return false;
    return copy.readAt > newerThan && watch.isCurrent(copy.tags, copy.version);
  }

  async function takeCopy(key: string, newerThan: number): Promise<boolean | 'away'> {
    const copy = await find(key);
    if (isGood(copy, newerThan)) take(key, copy);
    else return copy === 'away' ? 'away' : false;
    return true;
  }

  /** One node reads and puts a copy out before it is the next one's turn. */
  async function inTurn<T>(reading: Reading<T>, newerThan: number): Promise<void> {
    const { key } = reading;
    const turn = async (): Promise<void> => {
      if ((await takeCopy(key, newerThan)) !== true) await read(reading);
    };
    const until = Date.now() + WAIT_MS;
    while ((await mutex.tryRun(`kept:${key}`, TURN_MS, turn)) === 'busy') {
      const taken = await takeCopy(key, newerThan);
      if (taken === true) return;
      if (taken === 'away' || Date.now() > until) return read(reading);
      await sleep(POLL_MS);
    }
  }

  async function read<T>(reading: Reading<T>): Promise<void> {
    const { version } = watch;
    const readAt = Date.now();
    const value = await reading.read();
    const tags = reading.tagsOf(value);
    const copy = { version, readAt, tags, text: JSON.stringify(value) };
    take(reading.key, copy);
    await copies.put(reading.key, copy, reading.copyTtlMs);
  }

  return {
    of: (reading, newerThan) => {
      const { key } = reading;
      const found = present.get(key);
      if (found) return found;
      const done = withDeadline(run(reading, newerThan), GIVEN_UP_MS);
      const refill = { begunAt: Date.now(), done };
      present.set(key, refill);
      const end = (): void => {
        present.delete(key);
      };
      done.then(end, end);
      return refill;
    },
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;
