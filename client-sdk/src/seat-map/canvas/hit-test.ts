import type { Point } from '../../protocol/index.ts';
import { contains } from '../model/geometry.ts';
import type { MapLayout } from '../model/layout.ts';
import type { Pointed } from '../model/pointed.ts';
import { detailOf } from './scene.ts';
import { toChart } from './viewport.ts';
import type { View } from './viewport.ts';

/** Fingers are wider than pointers: how far beside a seat still means it, in CSS pixels. */
const REACH = { mouse: 3, touch: 10 } as const;
/** Seats smaller than this on the screen can't be meant: come closer first. */
const SMALLEST_TARGET = { mouse: 3.4, touch: 7 } as const;

export type PointerKind = keyof typeof REACH;

/** What lies under a point of the screen. */
export function hitTest(
  { layout, view, floor }: { layout: MapLayout; view: View; floor: number | undefined },
  at: Point,
  kind: PointerKind,
): Pointed | undefined {
  const point = toChart(view, at);
  const blocks = detailOf({ layout, view }) === 'sections';
  const onFloor = (on: number | undefined): boolean => floor === undefined || on === floor;
  if (!blocks) {
    const reach = layout.seatRadius * 1.15 + REACH[kind] / view.scale;
    const seat = layout.grid.nearest(point.x, point.y, reach, (one) =>
      onFloor(layout.floorOf[one]),
    );
    if (seat !== undefined) return { kind: 'seat', seat };
  }
  const isHere = (part: { floor: number; outline: readonly Point[] }): boolean =>
    onFloor(part.floor) && contains(part.outline, point);
  const area = layout.areas.findIndex(isHere);
  if (area >= 0) return { kind: 'area', area };
  if (!blocks) return undefined;
  const section = layout.sections.findIndex(isHere);
  return section >= 0 ? { kind: 'section', section } : undefined;
}

export function isTooSmall(layout: MapLayout, view: View, kind: PointerKind): boolean {
  return layout.seatRadius * view.scale < SMALLEST_TARGET[kind];
}
