import type { Point } from '../../protocol/index.ts';
import type { MapLayout } from '../model/layout.ts';
import { Look } from '../model/looks.ts';
import type { LookBook } from '../model/looks.ts';
import { toChart } from './viewport.ts';
import type { View } from './viewport.ts';

export interface GatherParts {
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly view: View;
  readonly floor: number | undefined;
  readonly wanted: ReadonlySet<number> | undefined;
}

/**
 * Free seats under a box that was dragged, at most `most` of them: those nearest to where the drag
 * began, so that the choice grows with the box and does not jump.
 */
export function gatherSeats(parts: GatherParts, from: Point, to: Point, most: number): number[] {
  const { layout, book, view, floor, wanted } = parts;
  const a = toChart(view, from);
  const b = toChart(view, to);
  const rect = {
    left: Math.min(a.x, b.x),
    right: Math.max(a.x, b.x),
    top: Math.min(a.y, b.y),
    bottom: Math.max(a.y, b.y),
  };
  const found: { seat: number; away: number }[] = [];
  layout.grid.inside(rect, (seat) => {
    const x = layout.xs[seat] ?? 0;
    const y = layout.ys[seat] ?? 0;
    const within = x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
    if (!within || book.get(seat) !== Look.Free) return;
    if (floor !== undefined && layout.floorOf[seat] !== floor) return;
    if (wanted && !wanted.has(layout.gradeRank[seat] ?? -1)) return;
    found.push({ seat, away: (x - a.x) ** 2 + (y - a.y) ** 2 });
  });
  return found
    .sort((one, other) => one.away - other.away)
    .slice(0, Math.max(0, most))
    .map(({ seat }) => seat);
}
