import type { NeighbourRun } from './runs.ts';
import { SeatState } from './seat-state.ts';

/** May a hold leave a single free seat behind? The server refuses what its rule forbids. */
export type OrphanRule = 'off' | 'strict' | 'lenient';

/**
 * The free seats that taking `wanted` would leave single, with no free neighbour; none: the rule
 * allows it. `runs` are those that a wanted seat lies in (`runsTouching`), `stateOf` the map
 * without the wish. `lenient` allows one where the block of free seats left no other way: it had
 * just one seat more than was taken.
 */
export function findOrphans(
  rule: OrphanRule,
  runs: readonly NeighbourRun[],
  wanted: ReadonlySet<number>,
  stateOf: (seat: number) => SeatState,
): number[] {
  if (rule === 'off') return [];
  return runs.flatMap((run) => orphansOfRun(rule, run, wanted, stateOf));
}

function orphansOfRun(
  rule: OrphanRule,
  run: NeighbourRun,
  wanted: ReadonlySet<number>,
  stateOf: (seat: number) => SeatState,
): number[] {
  const end = run.first + run.length;
  const orphans: number[] = [];
  let blockStart = run.first;
  for (let seat = run.first; seat <= end; seat += 1) {
    const wasFree = seat < end && (wanted.has(seat) || stateOf(seat) === SeatState.Free);
    if (wasFree) continue;
    orphans.push(...orphansOfBlock(rule, blockStart, seat, wanted));
    blockStart = seat + 1;
  }
  return orphans;
}

/** A block is a stretch [start, end) of seats that were all free before. */
function orphansOfBlock(
  rule: OrphanRule,
  start: number,
  end: number,
  wanted: ReadonlySet<number>,
): number[] {
  const left: number[] = [];
  for (let seat = start; seat < end; seat += 1) if (!wanted.has(seat)) left.push(seat);
  if (left.length === end - start) return [];
  if (rule === 'lenient' && left.length === 1) return [];
  const remaining = new Set(left);
  return left.filter((seat) => !remaining.has(seat - 1) && !remaining.has(seat + 1));
}
