import { describe, expect, test } from 'vitest';
import { runCrowd } from '../../bench/contention/crowd.ts';
import { DoubleHolds } from '../../bench/contention/double-holds.ts';
import type { Strategy } from '../../bench/contention/strategy.ts';
import { createZipf } from '../../bench/contention/zipf.ts';
import { createRandom } from '../../support/random.ts';

const CROWD = { buyers: 20, seats: 50, seed: 1, rampMs: 0, forMs: 100 };

/** Answers after a turn of the event loop, as a store behind a socket does. */
function strategyOf(grants: (seat: number) => boolean, letGo: (seat: number) => void): Strategy {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    hold: async (seat) => {
      await turn();
      if (!grants(seat)) return undefined;
      return async () => {
        letGo(seat);
        await turn();
      };
    },
    close: () => Promise.resolve(),
  };
}

describe('what many want', () => {
  test('BENCH-20 rank r is drawn 1 / (r + 1) as often as the first, from every seed alike', () => {
    const zipf = createZipf(1_000);
    const draws = 200_000;
    const counts = new Array<number>(1_000).fill(0);
    const random = createRandom(7);
    for (let k = 0; k < draws; k += 1) {
      const rank = zipf.draw(random);
      counts[rank] = (counts[rank] ?? 0) + 1;
    }
    const harmonic = counts.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0);
    for (const rank of [0, 1, 2, 9, 49]) {
      const expected = draws / harmonic / (rank + 1);
      expect(Math.abs((counts[rank] ?? 0) / expected - 1)).toBeLessThan(0.1);
    }
    const again = (seed: number): number[] => {
      const other = createRandom(seed);
      return Array.from({ length: 20 }, () => zipf.draw(other));
    };
    expect(again(3)).toEqual(again(3));
    expect(again(3)).not.toEqual(again(4));
  });

  test('BENCH-20 no rank is left out', () => {
    const zipf = createZipf(3, 0);
    const random = createRandom(1);
    expect(new Set(Array.from({ length: 100 }, () => zipf.draw(random)))).toEqual(
      new Set([0, 1, 2]),
    );
  });
});

describe('double holds', () => {
  test('BENCH-21 two who believe at once that they hold one seat are counted', () => {
    const doubles = new DoubleHolds();
    doubles.granted(5, 1);
    doubles.granted(6, 2);
    doubles.lettingGo(5, 1);
    doubles.granted(5, 2);
    expect(doubles.count).toBe(0);
    doubles.granted(5, 3);
    expect(doubles.count).toBe(1);
    doubles.lettingGo(5, 1);
    doubles.granted(5, 4);
    expect(doubles.count).toBe(2);
  });

  test('BENCH-21 a crowd on a right store has none, on one that forgets now and then some', async () => {
    const held = new Set<number>();
    const take = (seat: number): boolean => !held.has(seat) && held.add(seat) === held;
    const letGo = (seat: number): void => void held.delete(seat);
    const right = await runCrowd(strategyOf(take, letGo), CROWD);
    expect(right).toMatchObject({ doubleHolds: 0 });
    expect(right.granted).toBeGreaterThan(0);
    expect(right.attempts).toBeGreaterThan(right.granted);
    expect(held.size).toBe(0);

    let asked = 0;
    const forgetful = (seat: number): boolean => {
      asked += 1;
      return asked % 20 === 0 || take(seat);
    };
    const wrong = await runCrowd(strategyOf(forgetful, letGo), CROWD);
    expect(wrong.doubleHolds).toBeGreaterThan(0);
  });
});
