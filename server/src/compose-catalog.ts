import type { Database } from '@ticket-flow/db';
import {
  createCatalog,
  createCatalogRepository,
  createProductionRepository,
  createProductions,
  createSaleRepository,
  createSales,
} from './catalog/index.ts';
import type { Catalog, Productions, Sales } from './catalog/index.ts';
import { createChartRepository, createCharts } from './charts/index.ts';
import type { Charts } from './charts/index.ts';

export interface CatalogParts {
  readonly charts: Charts;
  readonly sales: Sales;
  readonly catalog: Catalog;
  readonly productions: Productions;
}

/** What there is to see, where, and by which terms it is sold. */
export function composeCatalog({ database }: { readonly database: Database }): CatalogParts {
  const charts = createCharts({ repository: createChartRepository(database) });
  const repository = createCatalogRepository(database, (ids) => charts.venuesOf(ids));
  const sales = createSales({
    catalog: repository,
    repository: createSaleRepository(database),
    charts,
  });
  return {
    charts,
    sales,
    catalog: createCatalog({ repository, sales }),
    productions: createProductions({ repository: createProductionRepository(database) }),
  };
}
