import { median } from '../spacing.ts';
import type { DraftSeat } from './draft.ts';

/** A gap this many times the row's usual one is an aisle. */
const AISLE = 1.8;

interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * Seats of a row in the order in which they stand: along the row's main axis, left to right, or
 * downwards where the row is upright. A row bent so far that it turns back on that axis keeps the
 * order of the file, if that makes the shorter walk.
 */
export function orderRow(seats: readonly DraftSeat[]): DraftSeat[] {
  const axis = mainAxis(seats);
  const along = (seat: Spot) => seat.x * axis.x + seat.y * axis.y;
  const projected = [...seats].sort((a, b) => along(a) - along(b));
  const shorter = walk(seats) < walk(projected) * 0.999 ? [...seats] : projected;
  return runsBackwards(shorter) ? shorter.reverse() : shorter;
}

/** Positions before which an aisle lies. */
export function findBreaks(seats: readonly Spot[]): number[] {
  const gaps = rowGaps(seats);
  const usual = median(gaps) ?? 0;
  return gaps.flatMap((gap, k) => (gap > AISLE * usual ? [k + 1] : []));
}

/** Distances between neighbours; one fewer than seats. */
export function rowGaps(seats: readonly Spot[]): number[] {
  return seats.flatMap((seat, k) => {
    const before = seats[k - 1];
    return before ? [Math.hypot(seat.x - before.x, seat.y - before.y)] : [];
  });
}

function walk(seats: readonly Spot[]): number {
  return rowGaps(seats).reduce((sum, gap) => sum + gap, 0);
}

/** Unit vector of the direction in which the seats spread most. */
function mainAxis(seats: readonly Spot[]): Spot {
  const n = Math.max(1, seats.length);
  const mean = {
    x: seats.reduce((sum, seat) => sum + seat.x, 0) / n,
    y: seats.reduce((sum, seat) => sum + seat.y, 0) / n,
  };
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const seat of seats) {
    const x = seat.x - mean.x;
    const y = seat.y - mean.y;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { x: Math.cos(angle), y: Math.sin(angle) };
}

function runsBackwards(seats: readonly Spot[]): boolean {
  const first = seats[0];
  const last = seats.at(-1);
  if (!first || !last) return false;
  const across = last.x - first.x;
  const down = last.y - first.y;
  return Math.abs(across) > Math.abs(down) / 5 ? across < 0 : down < 0;
}
