import type { ChartGeometry, ChartRow } from './chart.ts';

/** Neighbours without an aisle between them: `length` seats from index `first`. */
export interface NeighbourRun {
  readonly first: number;
  readonly length: number;
}

/** The runs of every row, in the order of their seats. */
export function runsOf(geometry: ChartGeometry): NeighbourRun[] {
  return geometry.sections.flatMap((section) => section.rows.flatMap(runsOfRow));
}

function runsOfRow(row: ChartRow): NeighbourRun[] {
  const starts = [0, ...(row.breaks ?? [])];
  return starts.map((start, k) => ({
    first: row.first + start,
    length: (starts[k + 1] ?? row.numbers.length) - start,
  }));
}

/** The runs that any of these seats lies in, each once. */
export function runsTouching(
  runs: readonly NeighbourRun[],
  seats: readonly number[],
): NeighbourRun[] {
  const found = new Set<NeighbourRun>();
  for (const seat of seats) {
    const run = findRun(runs, seat);
    if (run) found.add(run);
  }
  return [...found];
}

function findRun(runs: readonly NeighbourRun[], seat: number): NeighbourRun | undefined {
  let low = 0;
  let high = runs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (!run) return undefined;
    if (seat < run.first) high = middle - 1;
    else if (seat >= run.first + run.length) low = middle + 1;
    else return run;
  }
  return undefined;
}
