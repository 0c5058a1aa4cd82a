import type { Database } from '@ticket-flow/db';
import type { Redis } from 'ioredis';
import {
  catalogRoutes,
  createCatalog,
  createCatalogRepository,
  createChangesRepository,
  createFacts,
  createPages,
  createProductionRepository,
  createProductions,
  createSaleRepository,
  createSales,
} from './catalog/index.ts';
import type { Catalog, Productions, Sales } from './catalog/index.ts';
import { chartRoutes, createChartRepository, createCharts, shareCharts } from './charts/index.ts';
import type { Charts } from './charts/index.ts';
import type { Api } from './platform/http/api.ts';
import {
  createAnswers,
  createChangeWatch,
  createKeptReads,
  createRedisCopies,
  noCopies,
} from './platform/kept-reads/index.ts';
import type { Answers, ChangeWatch, KeptReads } from './platform/kept-reads/index.ts';
import type { Logger } from './platform/logging.ts';
import { createRedisMutex, noMutex } from './platform/mutex.ts';

export interface CatalogParts {
  readonly charts: Charts;
  readonly sales: Sales;
  readonly catalog: Catalog;
  readonly productions: Productions;
  /** What lies in memory for an address. */
  readonly ready: Answers['ready'];
  /** Looks for changes that other nodes made. */
  readonly watch: ChangeWatch;
  routes(): Api[];
}

export interface CatalogOptions {
  readonly database: Database;
  /** For copies of what was read; absent: this node is alone. */
  readonly redis?: Redis | undefined;
  readonly wrapReads?: ((reads: KeptReads) => KeptReads) | undefined;
  readonly logger: Logger;
}

/** What there is to see, where, and by which terms it is sold. */
export function composeCatalog(options: CatalogOptions): CatalogParts {
  const { database, redis, logger, wrapReads = (reads) => reads } = options;
  const copies = redis ? createRedisCopies(redis) : noCopies;
  const charts = createCharts({ repository: shareCharts(createChartRepository(database), copies) });
  const repository = createCatalogRepository(database, (ids) => charts.venuesOf(ids));
  const sales = createSales({
    catalog: repository,
    repository: createSaleRepository(database),
    charts,
  });
  const watch = createChangeWatch({ log: createChangesRepository(database), logger });
  const mutex = redis ? createRedisMutex(redis) : noMutex;
  const answers = createAnswers({ reads: wrapReads(createKeptReads({ watch, copies, mutex })) });
  return {
    charts,
    sales,
    catalog: createCatalog({ repository, sales }),
    productions: createProductions({ repository: createProductionRepository(database) }),
    ready: (url) => answers.ready(url),
    watch,
    routes: () => [
      catalogRoutes({ pages: createPages(createFacts({ repository, sales })), answers }),
      chartRoutes(charts),
    ],
  };
}
