import type { Database } from '@ticket-flow/db';
import { createCatalogRepository, createSearchRepository } from './catalog/index.ts';
import { createChartRepository, createCharts } from './charts/index.ts';
import type { Charts } from './charts/index.ts';
import type { Config } from './config.ts';
import type { Tokens } from './identity/index.ts';
import type { Api } from './platform/http/api.ts';
import type { Logger } from './platform/logging.ts';
import type { SeatRedis } from './platform/redis.ts';
import {
  attachPopular,
  createBlockedWords,
  createHistory,
  createHistoryRepository,
  createMemoryPopularStore,
  createPopularSearches,
  createRedisPopularStore,
  createSearch,
  createSearchers,
  searchAdminRoutes,
  searchRoutes,
} from './popular-search/index.ts';
import type { Counting, LiveRanking, PopularSockets } from './popular-search/index.ts';

export interface SearchParts {
  /** Hangs the live ranking on the socket server; answers the routes. */
  attach(io: PopularSockets, ownerToken: string | undefined): Api[];
  startJobs(): void;
  stop(): Promise<void>;
}

export interface SearchOptions {
  readonly config: Config;
  readonly database: Database;
  readonly redis: SeatRedis | undefined;
  readonly tokens: Tokens;
  readonly tokenSecret: string;
  readonly logger: Logger;
}

/** Ranks are compared with those of the step before; so many make a window. */
const STEPS = 12;
const TERMS_A_PERSON = 100;

/** Finding events, and what people look for. */
export function composeSearch(options: SearchOptions): SearchParts {
  const { config, database, redis, tokens, logger } = options;
  const { popularWindowMs: windowMs, popularMinimum: minimum } = config;
  const counting: Counting = {
    ...{ windowMs, minimum },
    stepMs: windowMs / STEPS,
    termsAPerson: TERMS_A_PERSON,
  };
  const store = redis
    ? createRedisPopularStore({ ...counting, redis: redis.redis })
    : createMemoryPopularStore(counting);
  const repository = createHistoryRepository(database);
  const isBlocked = createBlockedWords(config.blockedWords);
  const charts = createCharts({ repository: createChartRepository(database) });
  const venuesOf: Charts['venuesOf'] = (ids) => charts.venuesOf(ids);
  const catalog = createCatalogRepository(database, venuesOf);
  const documents = createSearchRepository({ database, catalog, venuesOf });
  const search = createSearch({ repository: documents, logger });
  const popular = createPopularSearches({ store, repository, counting, isBlocked, logger });
  const history = createHistory({ store, repository, logger });
  const searchers = createSearchers({ secret: options.tokenSecret, windowMs });
  let live: LiveRanking | undefined;
  return {
    attach: (io, ownerToken) => {
      live = attachPopular({ io, popular, windowMs, logger });
      return [
        searchRoutes({
          ...{ search, popular, searchers, windowMs },
          userOf: (token) => userOf(tokens, token),
        }),
        ...(ownerToken === undefined ? [] : [searchAdminRoutes(history, ownerToken)]),
      ];
    },
    startJobs: () => {
      search.startJobs();
      history.startJobs();
      live?.startJobs();
    },
    stop: async () => {
      await Promise.all([search.stop(), live?.stop(), popular.stop()]);
      await history.stop();
    },
  };
}

/** Searching needs no account: a session that has run out is a visitor's. */
function userOf(tokens: Tokens, token: string): string | undefined {
  try {
    return tokens.verify(token).userId;
  } catch {
    return undefined;
  }
}
