import { describe, expect, test } from 'vitest';
import { compare } from '../../bench/harness/figure.ts';
import { interleave } from '../../bench/harness/interleave.ts';

describe('comparisons', () => {
  test('BENCH-1 every way runs once a round, each round in the other direction', async () => {
    const order: string[] = [];
    const way = (name: string) => (round: number) => {
      order.push(name);
      return Promise.resolve(round);
    };
    const samples = await interleave({ a: way('a'), b: way('b') }, { rounds: 3 });
    expect(order.join('')).toBe('baabbaab');
    expect(samples).toEqual({ a: [0, 1, 2], b: [0, 1, 2] });
  });

  test('BENCH-2 a ratio is the median of the rounds, whose parts are neighbours in time', () => {
    const common = { bench: 'b', case: 'c', unit: 'x/s', referenceName: 'bare' };
    const figure = compare({ ...common, ours: [10, 40, 90], reference: [10, 20, 30] });
    expect(figure).toMatchObject({ ours: 40, reference: 20, ratio: 2, min: 1, max: 3, rounds: 3 });
    expect(figure.holds).toBeUndefined();
    expect(() => compare({ ...common, ours: [1], reference: [] })).toThrow(/as many rounds/);
  });

  test.each([
    [{ of: 'ratio', at_least: 2 } as const, true],
    [{ of: 'ratio', at_least: 2.1 } as const, false],
    [{ of: 'ours', at_most: 39 } as const, false],
    [{ of: 'ours', at_most: 40 } as const, true],
  ])('BENCH-2 the bar %o holds: %s', (bar, holds) => {
    const figure = compare({
      ...{ bench: 'b', case: 'c', unit: 'x', referenceName: 'bare' },
      ...{ ours: [40], reference: [20], bar },
    });
    expect(figure.holds).toBe(holds);
  });
});
