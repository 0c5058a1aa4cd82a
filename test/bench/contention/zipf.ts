import type { Random } from '../../support/random.ts';

const STEPS = 2 ** 32;

/** Draws ranks from 0: the second half as often as the first, the third a third as often. */
export interface Zipf {
  draw(random: Random): number;
}

export function createZipf(ranks: number, exponent = 1): Zipf {
  const upTo = new Float64Array(ranks);
  let sum = 0;
  for (let rank = 0; rank < ranks; rank += 1) {
    sum += 1 / (rank + 1) ** exponent;
    upTo[rank] = sum;
  }
  return { draw: (random) => firstAbove(upTo, (random.int(0, STEPS - 1) / STEPS) * sum) };
}

function firstAbove(upTo: Float64Array, value: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
