import type { ChartGeometry, PerformanceDetail } from './protocol/index.ts';

/**
 * The grade of every seat and place, by index: its position in `performance.grades`, -1 where the
 * performance sells none.
 */
export function gradeRanks(
  chart: ChartGeometry,
  { grades, seatGrades }: Pick<PerformanceDetail, 'grades' | 'seatGrades'>,
): Int8Array {
  const byCategory = chart.categories.map(({ key }) =>
    grades.findIndex(({ categories }) => categories.includes(key)),
  );
  const ranks = new Int8Array(chart.seatCount).fill(-1);
  const put = (seat: number, category: number): void => {
    ranks[seat] = byCategory[category] ?? -1;
  };
  for (const { rows } of chart.sections) {
    for (const { first, numbers, category } of rows) {
      for (let k = 0; k < numbers.length; k += 1) {
        put(first + k, typeof category === 'number' ? category : (category[k] ?? 0));
      }
    }
  }
  for (const { first, capacity, category } of chart.areas) {
    for (let k = 0; k < capacity; k += 1) put(first + k, category);
  }
  for (const [seat, gradeId] of seatGrades)
    ranks[seat] = grades.findIndex(({ id }) => id === gradeId);
  return ranks;
}
