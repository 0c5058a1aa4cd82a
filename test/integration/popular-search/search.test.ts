import { seedDemo } from '@ticket-flow/db/seeds';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { EventPage, SearchSuggestions } from '@ticket-flow/client';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';

describe('search in the demo catalogue', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ mariadbUrl: inject('mariadbUrl') });
    await seedDemo(app.test.database, { passwordHash: 'nobody signs in with this' });
    await waitFor(async () => (await search('뮤지컬')).total > 0, { timeoutMs: 10_000 });
  });
  afterAll(async () => {
    await app.close();
  });

  const get = (path: string, query: Record<string, string>): Promise<Response> =>
    fetch(`${app.url}/api${path}?${new URLSearchParams(query).toString()}`);
  async function search(q: string, more: Record<string, string> = {}): Promise<EventPage> {
    const response = await get('/search', { q, ...more });
    expect(response.status).toBe(200);
    return (await response.json()) as EventPage;
  }

  it('SEARCH-1 finds by title, person, venue and category, in both languages', async () => {
    const first = async (q: string): Promise<string | undefined> =>
      (await search(q, { locale: 'en' })).items[0]?.slug;
    expect(await first('달빛 정거장')).toBe('moonlight-station');
    expect(await first('moonlihgt staton')).toBe('moonlight-station');
    expect(await first('먹구름')).toBe('afternoon-of-masks');
    expect((await search('한결')).items.length).toBeGreaterThan(1);
    expect((await search('뮤지컬', { locale: 'en' })).items[0]?.title).toMatch(/[a-z]/i);
  });

  it('SEARCH-2 pages have what is asked for, each event once', async () => {
    const all = await search('뮤지컬', { pageSize: '100' });
    const [one, two] = [
      await search('뮤지컬', { pageSize: '2' }),
      await search('뮤지컬', { pageSize: '2', page: '2' }),
    ];
    expect([...one.items, ...two.items]).toEqual(all.items.slice(0, 4));
    expect(one.total).toBe(all.items.length);
    expect((await search('뮤지컬', { page: '1000' })).items).toEqual([]);
  });

  it('SEARCH-3 suggests titles, people and venues in the asked language', async () => {
    const response = await get('/search/suggest', { q: '먹구', locale: 'en' });
    const found = (await response.json()) as SearchSuggestions;
    expect(found.people).toEqual([{ name: 'Meokgureum' }]);
    const title = (await (
      await get('/search/suggest', { q: 'moonli', locale: 'ko' })
    ).json()) as SearchSuggestions;
    expect(title.events[0]).toMatchObject({ slug: 'moonlight-station', title: '달빛 정거장' });
  });

  it.each([
    ['%', 200],
    ["' OR 1=1 --", 200],
    ['\\', 200],
    ['💜', 200],
    ['a'.repeat(100), 200],
    ['a'.repeat(101), 400],
    [' ', 400],
    ['\u0000', 400],
  ])('SEARCH-4 %j answers %i', async (q, status) => {
    for (const path of ['/search', '/search/suggest']) {
      const response = await get(path, { q });
      expect(response.status).toBe(status);
      const body = (await response.json()) as { error?: { details: { field: string } } };
      expect(body.error?.details.field).toBe(status === 400 ? 'q' : undefined);
    }
  });

  it('SEARCH-5 what is put up, renamed or taken down is found so within seconds', async () => {
    const { database } = app.test;
    const id = await openSale(database);
    const { models } = database;
    const performance = await models.performances.findByPk(id);
    const where = { event_id: performance?.event_id ?? 0 };
    await database.transaction(async (transaction) => {
      await models.eventTexts.update({ title: '은하수 낚시꾼' }, { where, transaction });
    });
    await waitFor(async () => (await search('은하수')).total === 1, { timeoutMs: 10_000 });
    await database.transaction(async (transaction) => {
      const set = { published_at: null };
      await models.events.update(set, { where: { id: where.event_id }, transaction });
    });
    await waitFor(async () => (await search('은하수')).total === 0, { timeoutMs: 10_000 });
  });
});
