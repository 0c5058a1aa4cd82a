import type { Point, Shape } from '@ticket-flow/client/protocol';
import { shapeCentre } from '@ticket-flow/client/protocol';

/** How source coordinates become chart coordinates: scaled about the origin, then moved. */
export interface Placement {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Charts keep tenths of a unit. */
export function tenth(value: number): number {
  const rounded = Math.round(value * 10) / 10;
  return rounded === 0 ? 0 : rounded;
}

export function placePoint(point: Point, { scale, x, y }: Placement): Point {
  return { x: tenth(point.x * scale + x), y: tenth(point.y * scale + y) };
}

export function placeShape(shape: Shape, placement: Placement): Shape {
  const size = (value: number) => tenth(value * placement.scale);
  switch (shape.kind) {
    case 'polygon':
      return { ...shape, points: shape.points.map((point) => placePoint(point, placement)) };
    case 'rectangle': {
      const at = placePoint(shape, placement);
      return { ...shape, ...at, width: size(shape.width), height: size(shape.height) };
    }
    case 'ellipse': {
      const at = placePoint(shape, placement);
      return { ...shape, ...at, radiusX: size(shape.radiusX), radiusY: size(shape.radiusY) };
    }
    case 'text':
      return { ...shape, ...placePoint(shape, placement), size: size(shape.size) };
  }
}

/** Formats that turn a shape about a pivot of their own; ours turns about the shape's centre. */
export function turnAbout(shape: Shape, pivot: Point, degrees: number): Shape {
  if (degrees % 360 === 0) return shape;
  const centre = shapeCentre(shape);
  const turned = rotate(centre, pivot, degrees);
  return { ...moveShape(shape, turned.x - centre.x, turned.y - centre.y), rotation: degrees };
}

/** Corners of a box the shape lies in, turned with it; a caption's width is an estimate. */
export function shapeCorners(shape: Shape): Point[] {
  const centre = shapeCentre(shape);
  return boxCorners(shape).map((corner) => rotate(corner, centre, shape.rotation ?? 0));
}

function boxCorners(shape: Shape): readonly Point[] {
  switch (shape.kind) {
    case 'polygon':
      return shape.points;
    case 'rectangle':
      return box(shapeCentre(shape), shape.width / 2, shape.height / 2);
    case 'ellipse':
      return box(shape, shape.radiusX, shape.radiusY);
    case 'text':
      return box(shape, shape.text.length * shape.size * 0.3, shape.size / 2);
  }
}

function box({ x, y }: Point, halfWidth: number, halfHeight: number): Point[] {
  return [
    { x: x - halfWidth, y: y - halfHeight },
    { x: x + halfWidth, y: y - halfHeight },
    { x: x + halfWidth, y: y + halfHeight },
    { x: x - halfWidth, y: y + halfHeight },
  ];
}

/** Moves without rounding, while the drawing is still in the units of its source. */
export function moveShape(shape: Shape, x: number, y: number): Shape {
  if (shape.kind !== 'polygon') return { ...shape, x: shape.x + x, y: shape.y + y };
  return { ...shape, points: shape.points.map((point) => ({ x: point.x + x, y: point.y + y })) };
}

function rotate(point: Point, pivot: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const x = point.x - pivot.x;
  const y = point.y - pivot.y;
  return {
    x: pivot.x + x * Math.cos(angle) - y * Math.sin(angle),
    y: pivot.y + x * Math.sin(angle) + y * Math.cos(angle),
  };
}
