import { describe, expect, it } from 'vitest';
import { grown } from '../../bench/growth/grown.ts';

describe('growth', () => {
  it('BENCH-60 each larger size is told beside the smallest, and may cost 1.3 times as much', () => {
    const costs = { small: [10, 20, 10], middle: [12, 26, 13], large: [20, 20, 20] };
    const figures = grown({ what: 'a hold', unit: 'µs', costs });
    expect(figures.map(({ case: name, ratio, holds }) => [name, ratio, holds])).toEqual([
      ['a hold: middle', 1.3, true],
      ['a hold: large', 2, false],
    ]);
    expect(figures.every((figure) => figure.reference_name === 'small')).toBe(true);
  });
});
