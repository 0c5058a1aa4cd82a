import type { PerformanceDetail } from '../../protocol/index.ts';

/** What is asked for; seats that don't fit step back, on the map and in the list. */
export interface SeatFilter {
  /** Grade ids; undefined for any. */
  readonly gradeIds?: readonly number[] | undefined;
  /** Of the first price type, in minor units. */
  readonly minPrice?: number | undefined;
  readonly maxPrice?: number | undefined;
}

/** The ranks (positions in the performance's list of grades) that fit, or undefined for all. */
export function wantedRanks(
  filter: SeatFilter,
  performance: PerformanceDetail,
): ReadonlySet<number> | undefined {
  const { gradeIds, minPrice = -Infinity, maxPrice = Infinity } = filter;
  const open = gradeIds === undefined && minPrice === -Infinity && maxPrice === Infinity;
  if (open) return undefined;
  const fits = performance.grades.map((grade) => {
    const price = priceOf(performance, grade);
    const named = gradeIds === undefined || gradeIds.includes(grade.id);
    return named && price !== undefined && price >= minPrice && price <= maxPrice;
  });
  return new Set(fits.flatMap((fit, rank) => (fit ? [rank] : [])));
}

/** What a seat of the grade costs where nothing else is said: the first price type it has. */
export function priceOf(
  { priceTypes }: PerformanceDetail,
  grade: PerformanceDetail['grades'][number] | undefined,
): number | undefined {
  const type = priceTypes.find(({ code }) => grade?.prices[code] !== undefined);
  return type && grade?.prices[type.code];
}
