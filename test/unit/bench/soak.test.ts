import { describe, expect, test } from 'vitest';
import { trendOf } from '../../bench/soak/trend.ts';
import type { Series } from '../../bench/soak/trend.ts';
import { createRandom } from '../../support/random.ts';

const SAMPLES = 96;
const EVERY_MS = 10_000;

/** A heap of 80 MB that strays by up to so much, with a burst now and then. */
function heap(seed: number, risen: (share: number) => number, straysBy = 2): Series {
  const random = createRandom(seed);
  const points = Array.from({ length: SAMPLES }, (_, k) => {
    const burst = random.chance(0.1) ? 40 : 0;
    const stray = (straysBy * random.int(-1_000, 1_000)) / 1_000;
    return { atMs: k * EVERY_MS, value: 80 + stray + burst + risen(k / (SAMPLES - 1)) };
  });
  return { name: 'heap', unit: 'MB', least: 0.5, points };
}

const SEEDS = Array.from({ length: 40 }, (_, k) => k + 1);

describe('growth beyond noise', () => {
  test('BENCH-22 noise and bursts are none, whatever the seed', () => {
    const growing = SEEDS.filter((seed) => trendOf(heap(seed, () => 0)).grows);
    expect(growing).toEqual([]);
  });

  test('BENCH-22 a planted leak is seen, with its slope', () => {
    for (const seed of SEEDS) {
      const trend = trendOf(heap(seed, (share) => 8 * share));
      expect(trend.grows).toBe(true);
      const hours = ((SAMPLES - 1) * EVERY_MS) / 3_600_000;
      expect(Math.abs(trend.slope_per_hour * hours - 8)).toBeLessThan(2);
      expect(trend.noise).toBeLessThan(2.5);
    }
  });

  test('BENCH-22 one connection more every minute is seen', () => {
    const points = Array.from({ length: SAMPLES }, (_, k) => ({
      ...{ atMs: k * EVERY_MS, value: 100 + Math.floor(k / 6) },
    }));
    expect(trendOf({ name: 'connections', unit: 'count', least: 5, points }).grows).toBe(true);
  });

  test('BENCH-22 a series that stands still may move by what is not worth speaking of', () => {
    const points = Array.from({ length: SAMPLES }, (_, k) => ({
      ...{ atMs: k * EVERY_MS, value: 12 + (k > 40 ? 1 : 0) },
    }));
    expect(trendOf({ name: 'connections', unit: 'count', least: 5, points }).grows).toBe(false);
  });

  test('BENCH-22 what fills up and stays is no leak; what falls is none either', () => {
    for (const seed of SEEDS) {
      const filling = trendOf(heap(seed, (share) => 12 * Math.min(1, share / 0.3), 0.5));
      expect(filling.grows).toBe(false);
      expect(trendOf(heap(seed, (share) => -8 * share)).grows).toBe(false);
    }
  });
});
