import { median } from '../harness/samples.ts';

/** One thing that was looked at again and again. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  /** What is too little to speak of, however quiet the series: growth up to it is none. */
  readonly least: number;
  readonly points: readonly Point[];
}

export interface Point {
  readonly atMs: number;
  readonly value: number;
}

export interface Trend extends Pick<Series, 'name' | 'unit'> {
  readonly first: number;
  readonly last: number;
  readonly median: number;
  readonly slope_per_hour: number;
  /** How far a sample lies from the line, typically (median absolute deviation). */
  readonly noise: number;
  /** What the line has risen by over the time. */
  readonly growth: number;
  /** What it may rise by. */
  readonly allowed: number;
  readonly grows: boolean;
}

const HOUR_MS = 3_600_000;
const NOISES = 3;
const SHARE = 0.02;
/** Of a leak's slope, what its second half has at least. */
const GOES_ON = 0.5;

/**
 * A series grows when the line through it rises by more than three times its noise, 2 % of its
 * median and what is worth speaking of, and when its second half rises at least half as steeply.
 *
 * The line is Theil–Sen's: three samples in ten may be anything (a burst, a collection just before)
 * without moving it. Of a hundred samples of a flat series its rise strays by about half of the
 * noise, so three times is not chance. What fills up and stays (a cache, a pool, code that V8
 * compiled) rises early and is flat later; a leak goes on.
 */
export function trendOf({ name, unit, least, points }: Series): Trend {
  const values = points.map(({ value }) => value);
  const whole = slopeOf(points);
  const duration = (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0);
  const growth = whole * duration;
  const noise = noiseAround(points, whole);
  const middle = median(values);
  const allowed = Math.max(NOISES * noise, SHARE * Math.abs(middle), least);
  const later = slopeOf(points.slice(Math.floor(points.length / 2)));
  return {
    ...{ name, unit, first: values[0] ?? 0, last: values.at(-1) ?? 0, median: middle },
    ...{ slope_per_hour: whole * HOUR_MS, noise, growth, allowed },
    grows: growth > allowed && later >= GOES_ON * whole,
  };
}

/** Theil–Sen: the median of the slopes between all pairs. Per millisecond. */
function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap((from, k) =>
    points
      .slice(k + 1)
      .filter((to) => to.atMs > from.atMs)
      .map((to) => (to.value - from.value) / (to.atMs - from.atMs)),
  );
  return median(slopes);
}

function noiseAround(points: readonly Point[], slope: number): number {
  const rests = points.map(({ atMs, value }) => value - slope * atMs);
  const middle = median(rests);
  return median(rests.map((rest) => Math.abs(rest - middle)));
}
