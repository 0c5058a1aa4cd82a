import type { RefundPolicy } from '@ticket-flow/client/protocol';
import type { Charts, LoadedChart } from '../charts/index.ts';
import { notFound } from '../platform/errors.ts';
import type { CatalogRepository, Performance } from './catalog-repository.ts';
import type { GradeBundle, PriceList, SaleRepository } from './sale-repository.ts';

/** Everything that selling seats of one performance needs to know, worked out once. */
export interface Sale {
  readonly performance: Performance;
  readonly chart: LoadedChart;
  readonly priceList: PriceList;
  /** Grade of every seat by index; undefined where the seat has none and is not sold. */
  readonly gradeOf: readonly (GradeBundle | undefined)[];
  readonly refundPolicy: RefundPolicy | null;
}

export interface Sales {
  /** Throws NOT_FOUND. Kept until a `reload`; EPOCH-6 tells a node that its copy is old. */
  of(performanceId: number): Promise<Sale>;
  /**
   * Reads again. Until that is done `of` answers the earlier copy: whoever asks in the middle of a
   * transaction must not wait for a query that waits for the transaction's connection.
   */
  reload(performanceId: number): Promise<Sale>;
}

export interface SalesDependencies {
  readonly catalog: CatalogRepository;
  readonly repository: SaleRepository;
  readonly charts: Charts;
}

export function createSales(dependencies: SalesDependencies): Sales {
  const known = new Map<number, Promise<Sale>>();

  function first(performanceId: number): Promise<Sale> {
    const reading = read(dependencies, performanceId);
    known.set(performanceId, reading);
    reading.catch(() => known.delete(performanceId));
    return reading;
  }

  return {
    of: (performanceId) => known.get(performanceId) ?? first(performanceId),
    reload: async (performanceId) => {
      const earlier = known.get(performanceId);
      if (!earlier) return first(performanceId);
      const sale = await read(dependencies, performanceId);
      // Two reloads may cross; the later configuration stays.
      const kept = (await known.get(performanceId)) ?? sale;
      if (kept.performance.sale_config > sale.performance.sale_config) return kept;
      known.set(performanceId, Promise.resolve(sale));
      return sale;
    },
  };
}

async function read(
  { catalog, repository, charts }: SalesDependencies,
  performanceId: number,
): Promise<Sale> {
  const placed = await catalog.findPerformance(performanceId);
  if (!placed) throw notFound('performance');
  const { performance } = placed;
  const policyId = performance.refund_policy_id;
  const [chart, priceList, policy] = await Promise.all([
    charts.load(performance.chart_id),
    repository.priceList(performanceId),
    policyId === null ? undefined : catalog.refundPolicy(policyId),
  ]);
  const gradeOf = gradesBySeat(chart, priceList);
  return { performance, chart, priceList, gradeOf, refundPolicy: policy ?? null };
}

/** A seat's grade is its category's, unless the performance says otherwise for that seat. */
function gradesBySeat(chart: LoadedChart, priceList: PriceList): (GradeBundle | undefined)[] {
  const byCategory = chart.geometry.categories.map(({ key }) =>
    priceList.grades.find((grade) => grade.categories.includes(key)),
  );
  const byId = new Map(priceList.grades.map((grade) => [grade.id, grade]));
  const grades = chart.seats.map((seat) => byCategory[seat.category]);
  for (const [seat, gradeId] of priceList.seatGrades) grades[seat] = byId.get(gradeId);
  return grades;
}
