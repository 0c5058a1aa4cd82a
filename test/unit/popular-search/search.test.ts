import { ConnectionError } from 'sequelize';
import { afterEach, describe, expect, it } from 'vitest';
import type { EventSummary } from '@ticket-flow/client';
import type { SearchDocument, SearchRepository } from '../../../server/src/catalog/index.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { createSearch } from '../../../server/src/popular-search/search/search.ts';
import { waitFor } from '../../support/wait.ts';
import { document } from './search-documents.ts';

/** A catalogue in this process whose database can be taken away. */
function catalogue() {
  const state = { version: 1, away: false, reads: 0, documents: [] as SearchDocument[] };
  const reach = (): void => {
    if (state.away) throw new ConnectionError(new Error('away'));
  };
  const repository: SearchRepository = {
    version: async () => {
      reach();
      return Promise.resolve(state.version);
    },
    documents: async (afterId, limit) => {
      reach();
      return Promise.resolve(state.documents.filter(({ id }) => id > afterId).slice(0, limit));
    },
    summaries: async (ids) => {
      reach();
      state.reads += 1;
      return Promise.resolve(
        ids.map((id) => ({ id, summary: { slug: String(id) } as EventSummary })),
      );
    },
  };
  return { state, repository };
}

describe('SEARCH-5 search and the catalogue', () => {
  const clock = { now: 1_000_000 };
  const { state, repository } = catalogue();
  const logger = createLogger('silent');
  const search = createSearch({ repository, logger, now: () => clock.now });
  afterEach(() => search.stop());
  const find = (q: string) => search.search({ q, locale: 'ko', page: 1, pageSize: 20 });

  it('SEARCH-5 many who look at once share a read; results outlive the database, changes come by', async () => {
    state.documents = [document('달빛', 'Moon'), document('달무리', 'Halo')];
    const all = await Promise.all(Array.from({ length: 50 }, () => find('달')));
    expect(all.every(({ total }) => total === 2)).toBe(true);
    expect(state.reads).toBe(1);

    state.away = true;
    clock.now += 60_000;
    expect((await find('달')).items).toHaveLength(2);
    expect((await search.suggest('달', 'en')).events.map(({ title }) => title)).toEqual([
      'Moon',
      'Halo',
    ]);

    state.away = false;
    state.documents = [document('별', 'Star')];
    state.version = 2;
    search.startJobs();
    await waitFor(async () => (await find('별')).total === 1);
    expect((await find('달')).total).toBe(0);
  });
});
