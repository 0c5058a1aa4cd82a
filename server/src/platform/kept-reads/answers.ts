import { createFinished } from '../http/finished.ts';
import type { Finished, FinishedOptions } from '../http/finished.ts';
import { createByteLru } from './byte-lru.ts';
import type { KeptReads, Known, Reading } from './kept-reads.ts';

/** Something that is answered from one read. */
export interface Page<T> {
  /** Names the answer: the read's key and what else it depends on, as a language. */
  readonly key: string;
  readonly reading: Reading<T>;
  render(known: Known<T>, now: number): Rendered;
}

export interface Rendered extends Omit<FinishedOptions, 'staleSince'> {
  /** When the clock alone makes it another one. */
  readonly until: number;
}

/** Pages as bytes, each made once for what is known and the time in which it does not change. */
export interface Answers {
  /** Throws what the read throws, or UNAVAILABLE. */
  get<T>(page: Page<T>): Promise<Finished>;
  /** From now on `ready` answers this address with the page's answer. */
  remember<T>(url: string, page: Page<T>): void;
  /** The present answer for an address that was remembered, if it can be had without waiting. */
  ready(url: string): Finished | undefined;
}

export interface AnswersDependencies {
  readonly reads: KeptReads;
  /** @default 48 MiB */
  readonly maxBytes?: number;
  readonly now?: () => number;
}

interface Made {
  readonly known: Known<unknown>;
  readonly until: number;
  readonly finished: Finished;
}

const MAX_ADDRESSES = 10_000;
const MAX_ADDRESS_LENGTH = 300;
/** The bytes and their compressed forms. */
const WEIGHT = 2;

export function createAnswers(dependencies: AnswersDependencies): Answers {
  const { reads, maxBytes = 48 * 1024 * 1024, now = Date.now } = dependencies;
  const made = createByteLru<Made>(maxBytes);
  const pages = new Map<string, Page<never>>();

  function finishedOf<T>(page: Page<T>, known: Known<T>): Finished {
    const at = now();
    const found = made.get(page.key);
    if (found?.known === known && at < found.until) return found.finished;
    const { until, ...rendered } = page.render(known, at);
    const finished = createFinished({ ...rendered, staleSince: known.staleSince });
    made.set(page.key, { known, until, finished }, rendered.text.length * WEIGHT);
    return finished;
  }

  return {
    get: async (page) => finishedOf(page, await reads.get(page.reading)),
    remember: (url, page) => {
      if (pages.has(url) || url.length > MAX_ADDRESS_LENGTH) return;
      const oldest = pages.keys().next();
      if (pages.size >= MAX_ADDRESSES && !oldest.done) pages.delete(oldest.value);
      pages.set(url, page as Page<never>);
    },
    ready: (url) => {
      const page = pages.get(url);
      const known = page && reads.peek(page.reading);
      return known && finishedOf(page, known);
    },
  };
}
