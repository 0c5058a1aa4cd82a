import type { Point, Shape } from '../../protocol/index.ts';

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const EMPTY: Rect = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

export function around(points: Iterable<Point>, margin = 0): Rect {
  let { left, top, right, bottom } = EMPTY;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

export function union(a: Rect, b: Rect): Rect {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** What two rectangles share; with a negative side when that is nothing. */
export function overlap(a: Rect, b: Rect): Rect {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

export function centreOf({ left, top, right, bottom }: Rect): Point {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

/** Corners of a shape as a polygon; an ellipse as 32 of them. */
export function outlineOf(shape: Shape): Point[] {
  switch (shape.kind) {
    case 'polygon':
      return rotated([...shape.points], shape.rotation);
    case 'rectangle': {
      const { x, y, width, height } = shape;
      const corners = [
        { x, y },
        { x: x + width, y },
        { x: x + width, y: y + height },
        { x, y: y + height },
      ];
      return rotated(corners, shape.rotation);
    }
    case 'ellipse':
      return rotated(
        Array.from({ length: 32 }, (_, k) => ({
          x: shape.x + shape.radiusX * Math.cos((k / 16) * Math.PI),
          y: shape.y + shape.radiusY * Math.sin((k / 16) * Math.PI),
        })),
        shape.rotation,
      );
    case 'text':
      return [{ x: shape.x, y: shape.y }];
  }
}

function rotated(points: Point[], degrees = 0): Point[] {
  if (degrees === 0 || points.length === 0) return points;
  const centre = centreOf(around(points));
  const sin = Math.sin((degrees * Math.PI) / 180);
  const cos = Math.cos((degrees * Math.PI) / 180);
  return points.map(({ x, y }) => ({
    x: centre.x + (x - centre.x) * cos - (y - centre.y) * sin,
    y: centre.y + (x - centre.x) * sin + (y - centre.y) * cos,
  }));
}

export function contains(polygon: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i, i += 1) {
    const a = polygon[i];
    const b = polygon[j];
    if (!a || !b || a.y > y === b.y > y) continue;
    if (x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/** By the shoelace formula; the outline may run either way round. */
export function areaOf(polygon: readonly Point[]): number {
  let twice = 0;
  let before = polygon.at(-1);
  for (const point of polygon) {
    if (before) twice += before.x * point.y - point.x * before.y;
    before = point;
  }
  return Math.abs(twice) / 2;
}

/** Smallest convex outline of points, by Andrew's monotone chain. */
export function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turn(a: Point | undefined, b: Point | undefined, c: Point): number {
  if (!a || !b) return 1;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** An outline pushed outwards from its middle, so that it does not cut through its seats. */
export function inflate(points: readonly Point[], by: number): Point[] {
  const centre = centreOf(around(points));
  return points.map(({ x, y }) => {
    const length = Math.hypot(x - centre.x, y - centre.y) || 1;
    return { x: x + ((x - centre.x) / length) * by, y: y + ((y - centre.y) / length) * by };
  });
}
