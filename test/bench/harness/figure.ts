import { byRound, highest, lowest, median, rounded } from './samples.ts';

/** One comparison, as it stands in the results file. */
export interface Figure {
  readonly bench: string;
  /** What was measured, with its size: `2,000 viewers, 500 changes/s: CPU a frame`. */
  readonly case: string;
  /** Of `ours` and `reference`: `holds/s`, `µs`, `ms`, `bytes`, … */
  readonly unit: string;
  /** Median of the rounds. */
  readonly ours: number;
  /** Median of the rounds. */
  readonly reference: number;
  readonly reference_name: string;
  /** `ours / reference`, the median of what each round gives, whose parts are neighbours in time. */
  readonly ratio: number;
  /** The lowest and the highest round's ratio. */
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
  readonly bar?: Bar;
  /** Whether the bar holds. */
  readonly holds?: boolean;
}

/** What we want of a figure. */
export interface Bar {
  readonly of: 'ratio' | 'ours';
  readonly at_least?: number;
  readonly at_most?: number;
}

export interface Comparison extends Pick<Figure, 'bench' | 'case' | 'unit'> {
  /** A sample a round; rounds of both stand at the same index. */
  readonly ours: readonly number[];
  readonly reference: readonly number[];
  readonly referenceName: string;
  readonly bar?: Bar;
}

export function compare(comparison: Comparison): Figure {
  const { bench, unit, ours, reference, referenceName, bar } = comparison;
  if (ours.length === 0 || ours.length !== reference.length) {
    throw new Error(`${comparison.case}: needs as many rounds of ours as of the reference`);
  }
  const ratios = byRound(ours, reference);
  const figure = {
    ...{ bench, case: comparison.case, unit },
    ...{ ours: rounded(median(ours)), reference: rounded(median(reference)) },
    ...{ reference_name: referenceName, ratio: rounded(median(ratios)) },
    ...{ min: rounded(lowest(ratios)), max: rounded(highest(ratios)), rounds: ours.length },
  };
  return bar ? { ...figure, bar, holds: isHeld(bar, figure) } : figure;
}

function isHeld({ of, at_least, at_most }: Bar, figure: Pick<Figure, 'ratio' | 'ours'>): boolean {
  const value = figure[of];
  return value >= (at_least ?? -Infinity) && value <= (at_most ?? Infinity);
}
