import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { eventPageSchema } from '../catalog/index.ts';
import { answers, createApi, lineOfText, serve } from '../platform/http/api.ts';
import type { Api, ApiEnv } from '../platform/http/api.ts';
import type { PopularSearches } from './popular-searches.ts';
import type { Searchers } from './ranking/searchers.ts';
import { popularSchema, suggestionsSchema } from './schemas.ts';
import type { Search } from './search/search.ts';

export interface SearchRoutesDependencies {
  readonly search: Search;
  readonly popular: PopularSearches;
  readonly searchers: Searchers;
  /** Whose access token that is; undefined for one that is none, or has run out. */
  readonly userOf: (accessToken: string) => string | undefined;
  readonly windowMs: number;
}

const SUGGESTED_TERMS = 5;
const locale = z.enum(['ko', 'en']).default('ko');
const q = lineOfText(100);

const searchEvents = createRoute({
  method: 'get',
  path: '/search',
  summary: 'Events by title, people, venue or category, in either language; counts as one search',
  request: {
    query: z.object({
      q,
      locale,
      page: z.coerce.number().int().min(1).max(1_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: answers(200, eventPageSchema, 'One page of events, the best first'),
});

const suggest = createRoute({
  method: 'get',
  path: '/search/suggest',
  summary: 'What may be meant by what was typed so far; counts as nothing',
  request: { query: z.object({ q, locale }) },
  responses: answers(200, suggestionsSchema, 'The best of each kind'),
});

const popularTerms = createRoute({
  method: 'get',
  path: '/search/popular',
  summary: 'What most people searched for lately',
  request: { query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(10) }) },
  responses: answers(200, popularSchema, 'The ranking'),
});

export function searchRoutes(dependencies: SearchRoutesDependencies): Api {
  const { search, popular, windowMs } = dependencies;
  const api = createApi();
  serve(api, searchEvents, async (c) => {
    const query = c.req.valid('query');
    if (query.page === 1 && isMeant(c)) await countSearch(dependencies, c, query.q);
    return c.json(await search.search(query));
  });
  serve(api, suggest, async (c) => {
    const query = c.req.valid('query');
    const [found, terms] = await Promise.all([
      search.suggest(query.q, query.locale),
      popular.beginningWith(query.q, SUGGESTED_TERMS),
    ]);
    return c.json({ ...found, terms });
  });
  serve(api, popularTerms, async (c) => {
    const items = await popular.ranking(c.req.valid('query').limit);
    return c.json({ items, windowMs });
  });
  return api;
}

async function countSearch(
  { popular, searchers, userOf }: SearchRoutesDependencies,
  c: Context<ApiEnv>,
  typed: string,
): Promise<void> {
  const caller = c.get('caller');
  const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  const userId = token === undefined ? undefined : userOf(token);
  if (userId !== undefined) await caller.signedIn(userId);
  popular.submitted(typed, searchers.of({ userId, address: caller.address }));
}

/** POPULAR-4: another site's page must not search in the name of whoever looks at it. */
function isMeant(c: Context<ApiEnv>): boolean {
  const guessed = c.req.header('sec-purpose') ?? '';
  return c.req.header('sec-fetch-site') !== 'cross-site' && !guessed.includes('prefetch');
}
