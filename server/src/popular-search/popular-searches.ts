import { randomBytes } from 'node:crypto';
import type { PopularTerm } from '@ticket-flow/client/protocol';
import type { Logger } from '../platform/logging.ts';
import { createShortCache } from '../platform/short-cache.ts';
import type { HistoryRepository } from './history-repository.ts';
import type { IsBlocked } from './ranking/blocked-words.ts';
import type { CountedSearch, Counting, PopularStore, TopTerms } from './ranking/popular-store.ts';
import { rank } from './ranking/rank.ts';
import type { Searcher } from './ranking/searchers.ts';
import { termOf } from './ranking/term.ts';
import { lettersOf } from './search/letters.ts';

/** What people search for most. Nothing here keeps anybody from searching. */
export interface PopularSearches {
  /** Counts a search that somebody sent off; nobody waits for it. */
  submitted(typed: string, searcher: Searcher): void;
  /** The first places; while the store is away as they were last seen. */
  ranking(most: number): Promise<readonly PopularTerm[]>;
  /** Popular terms that go on as what was typed. */
  beginningWith(typed: string, most: number): Promise<string[]>;
  /** Waits for what is being counted. */
  stop(): Promise<void>;
}

export interface PopularSearchesDependencies {
  readonly store: PopularStore;
  readonly repository: Pick<HistoryRepository, 'kept'>;
  readonly counting: Counting;
  readonly isBlocked: IsBlocked;
  readonly logger: Logger;
}

const READ_MS = 300;
/** Read from the store: of them those are shown that may be. */
const MOST_READ = 200;
const MOST_UNDER_WAY = 2_000;
const NOTHING: TopTerms = { now: [], before: [] };

export function createPopularSearches(dependencies: PopularSearchesDependencies): PopularSearches {
  const { store, repository, counting, isBlocked, logger } = dependencies;
  const reads = createShortCache<'top', readonly PopularTerm[]>(READ_MS);
  const underWay = new Set<Promise<void>>();
  let last: readonly PopularTerm[] | undefined;
  let beginning: Promise<void> | undefined;

  /** POPULAR-8: a store that knows nothing goes on where it was last kept. */
  function begin(): Promise<void> {
    beginning ??= repository
      .kept()
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'popular searches begin with nothing');
        return undefined;
      })
      .then((state) => store.restore(randomBytes(12).toString('base64url'), state))
      .finally(() => {
        beginning = undefined;
      });
    return beginning;
  }

  async function count(search: CountedSearch): Promise<void> {
    if ((await store.count(search)) !== 'EMPTY') return;
    await begin();
    await store.count(search);
  }

  async function top(): Promise<TopTerms> {
    const found = await store.top(MOST_READ);
    if (found) return found;
    await begin();
    return (await store.top(MOST_READ)) ?? NOTHING;
  }

  async function read(): Promise<readonly PopularTerm[]> {
    try {
      last = rank(
        await top(),
        ({ term, people }) => people >= counting.minimum && !isBlocked(term),
      );
    } catch (error) {
      logger.warn({ err: error }, 'popular searches cannot be read; the last ones are shown');
    }
    return last ?? [];
  }

  const all = (): Promise<readonly PopularTerm[]> => reads.get('top', read);

  return {
    submitted: (typed, { person, former }) => {
      const term = termOf(typed);
      if (!term || isBlocked(term.term) || underWay.size >= MOST_UNDER_WAY) return;
      const counted = count({ ...term, person, former }).catch((error: unknown) => {
        logger.warn({ err: error }, 'a search was not counted');
      });
      underWay.add(counted);
      void counted.finally(() => underWay.delete(counted));
    },
    ranking: async (most) => (await all()).slice(0, most),
    beginningWith: async (typed, most) => {
      const letters = lettersOf(typed).replaceAll(' ', '');
      if (letters === '') return [];
      const terms = (await all()).map(({ term }) => term);
      const fits = (term: string): boolean =>
        lettersOf(term).replaceAll(' ', '').startsWith(letters);
      return terms.filter(fits).slice(0, most);
    },
    stop: async () => {
      await Promise.all(underWay);
    },
  };
}
