import { shapeCentre } from '@ticket-flow/client/protocol';
import type { ChartGeometry, ChartRow, Point, Shape } from '@ticket-flow/client/protocol';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Captions that say where people look. */
const STAGE =
  /stage|field|pitch|court|rink|ring|screen|무대|필드|경기장|그라운드|코트|링크|스크린/i;

/**
 * Where people look (BEST-2): the stage or field that a caption names; else the largest shape
 * without a seat in it; else the middle of the front, which is where the first row lies.
 */
export function focalPoint(chart: ChartGeometry): Point {
  const caption = chart.shapes.find((shape) => shape.kind === 'text' && STAGE.test(shape.text));
  if (caption) return shapeCentre(caption);
  const rows = chart.sections.flatMap((section) => section.rows);
  const stage = largestEmpty(chart.shapes, rows);
  return stage ? shapeCentre(stage) : middleOfFront(rows);
}

function largestEmpty(shapes: readonly Shape[], rows: readonly ChartRow[]): Shape | undefined {
  const sized = shapes
    .map((shape) => ({ shape, box: boxOf(shape) }))
    .sort((a, b) => areaOf(b.box) - areaOf(a.box));
  return sized.find(({ box }) => areaOf(box) > 0 && !hasSeat(box, rows))?.shape;
}

function hasSeat(box: Box, rows: readonly ChartRow[]): boolean {
  return rows.some(({ x, y }) =>
    x.some((at, k) => {
      const down = y[k] ?? 0;
      return at > box.left && at < box.right && down > box.top && down < box.bottom;
    }),
  );
}

/** Upright, as drawn before it is turned; a caption has no extent. */
function boxOf(shape: Shape): Box {
  switch (shape.kind) {
    case 'polygon':
      return boxAround(
        shape.points.map(({ x }) => x),
        shape.points.map(({ y }) => y),
      );
    case 'rectangle':
      return boxAround([shape.x, shape.x + shape.width], [shape.y, shape.y + shape.height]);
    case 'ellipse': {
      const { x, y, radiusX, radiusY } = shape;
      return boxAround([x - radiusX, x + radiusX], [y - radiusY, y + radiusY]);
    }
    case 'text':
      return boxAround([shape.x], [shape.y]);
  }
}

function boxAround(x: readonly number[], y: readonly number[]): Box {
  return { left: least(x), right: -least(x, -1), top: least(y), bottom: -least(y, -1) };
}

function least(values: readonly number[], sign = 1): number {
  return values.reduce((low, value) => Math.min(low, sign * value), Infinity);
}

function areaOf({ left, right, top, bottom }: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

function middleOfFront(rows: readonly ChartRow[]): Point {
  const all = boxAround(
    rows.flatMap(({ x }) => x),
    rows.flatMap(({ y }) => y),
  );
  const first = rows.find(({ y }) => y.length > 0)?.y[0] ?? 0;
  const nearTop = first - all.top <= all.bottom - first;
  return { x: (all.left + all.right) / 2, y: nearTop ? all.top : all.bottom };
}
