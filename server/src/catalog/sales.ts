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
}

export interface Sales {
  /** Throws NOT_FOUND. Kept until `forget`; EPOCH-6 tells a node that its copy is old. */
  of(performanceId: number): Promise<Sale>;
  forget(performanceId: number): void;
}

export interface SalesDependencies {
  readonly catalog: CatalogRepository;
  readonly repository: SaleRepository;
  readonly charts: Charts;
}

export function createSales(dependencies: SalesDependencies): Sales {
  const known = new Map<number, Promise<Sale>>();
  return {
    of: (performanceId) => {
      const found = known.get(performanceId);
      if (found) return found;
      const reading = read(dependencies, performanceId);
      known.set(performanceId, reading);
      reading.catch(() => known.delete(performanceId));
      return reading;
    },
    forget: (performanceId) => void known.delete(performanceId),
  };
}

async function read(
  { catalog, repository, charts }: SalesDependencies,
  performanceId: number,
): Promise<Sale> {
  const placed = await catalog.findPerformance(performanceId);
  if (!placed) throw notFound('performance');
  const { performance } = placed;
  const [chart, priceList] = await Promise.all([
    charts.load(performance.chart_id),
    repository.priceList(performanceId),
  ]);
  return { performance, chart, priceList, gradeOf: gradesBySeat(chart, priceList) };
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
