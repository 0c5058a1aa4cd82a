import type { ChartGeometry } from '../../protocol/index.ts';
import { EMPTY, overlap, union } from './geometry.ts';
import type { Rect } from './geometry.ts';

export interface FloorLayout {
  readonly name: string;
  readonly bounds: Rect;
}

interface OnFloor {
  readonly floor: number;
  readonly bounds: Rect;
}

/** Floors that hold something; `index` is the chart's. */
export function layOutFloors(chart: ChartGeometry, parts: readonly OnFloor[]): FloorLayout[] {
  return chart.floors.map((name, index) => ({
    name,
    bounds: parts
      .filter(({ floor }) => floor === index)
      .reduce((all, { bounds }) => union(all, bounds), EMPTY),
  }));
}

/** Floors drawn over each other can only be shown one at a time. */
export function floorsCollide(parts: readonly OnFloor[], seatRadius: number): boolean {
  const reach = seatRadius * 4;
  return parts.some((a, k) =>
    parts.slice(k + 1).some((b) => a.floor !== b.floor && collide(a.bounds, b.bounds, reach)),
  );
}

/** Bounds of bent sections touch where the sections do not; both ways by more than a little. */
function collide(a: Rect, b: Rect, reach: number): boolean {
  const common = overlap(a, b);
  const width = common.right - common.left;
  const height = common.bottom - common.top;
  if (width < reach || height < reach) return false;
  const smaller = Math.min(sizeOf(a), sizeOf(b));
  return width * height > smaller * 0.5;
}

function sizeOf({ left, top, right, bottom }: Rect): number {
  return (right - left) * (bottom - top);
}
