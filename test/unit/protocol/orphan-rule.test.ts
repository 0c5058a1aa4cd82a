import { describe, expect, it } from 'vitest';
import { SeatBits, SeatState, findOrphans, runsOf, runsTouching } from '@ticket-flow/client';
import type { OrphanRule } from '@ticket-flow/client';
import { smallChart } from '../../support/catalogue.ts';

const { geometry } = smallChart(2);
const runs = runsOf(geometry);

/** What the rule says of a selection in a hall where some seats are taken. */
function orphansOf(rule: OrphanRule, wanted: readonly number[], taken: readonly number[] = []) {
  const bits = new SeatBits(geometry.seatCount);
  for (const seat of taken) bits.set(seat, SeatState.Sold);
  const touched = runsTouching(runs, wanted);
  return findOrphans(rule, touched, new Set(wanted), (seat) => bits.get(seat));
}

describe('the orphan rule, before the server is asked', () => {
  it.each([
    ['off', [1], [], []],
    ['strict', [1], [], [0]],
    ['strict', [1, 8, 11], [], [0, 9, 10]],
    ['strict', [0, 1], [], []],
    ['strict', [3, 4], [2, 6], [5]],
    ['strict', [0], [2], [1]],
    ['lenient', [0], [2], []],
    ['lenient', [0], [3], []],
    ['lenient', [1], [3], [0, 2]],
    ['lenient', [4], [3, 6], []],
  ] as const)('HOLD-11 %s: seats %j, taken %j', (rule, wanted, taken, orphans) => {
    expect(orphansOf(rule, wanted, taken)).toEqual(orphans);
  });
});
