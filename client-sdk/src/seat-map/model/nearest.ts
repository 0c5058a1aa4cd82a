import type { MapLayout } from './layout.ts';
import { Look } from './looks.ts';
import type { LookBook } from './looks.ts';

/** The nearest free seat of the same grade, or of any grade when that one has none near. */
export function nearestFree(
  layout: MapLayout,
  book: LookBook,
  seat: number,
  floor: number | undefined,
): number | undefined {
  const from = layout.seats[seat];
  if (!from) return undefined;
  const rank = layout.gradeRank[seat];
  const free = (one: number): boolean =>
    book.get(one) === Look.Free && (floor === undefined || layout.floorOf[one] === floor);
  for (const reach of [8, 24, 80, 400]) {
    const radius = layout.seatRadius * reach;
    const same = layout.grid.nearest(
      from.x,
      from.y,
      radius,
      (one) => free(one) && layout.gradeRank[one] === rank,
    );
    const found = same ?? layout.grid.nearest(from.x, from.y, radius, free);
    if (found !== undefined) return found;
  }
  return undefined;
}
