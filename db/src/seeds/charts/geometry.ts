import type { ChartRow, Point } from '@ticket-flow/client/protocol';

/** A row before the builder gives it its place in the index. */
export type DraftRow = Omit<ChartRow, 'first'>;

/** Seat and category choices of one seat: its row, its block in the row, its place in the row. */
export interface SeatPlace {
  readonly row: number;
  readonly rowCount: number;
  readonly block: number;
  readonly seat: number;
  readonly seatCount: number;
}

export type SeatRule = (place: SeatPlace) => number;

/** Charts keep tenths: finer is invisible and only makes the file longer. */
export function tenth(value: number): number {
  const rounded = Math.round(value * 10) / 10;
  return rounded === 0 ? 0 : rounded;
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** A point seen from `focus`: angle 0 is straight down, positive turns to the right. */
export function polar(focus: Point, radius: number, angle: number): Point {
  return { x: focus.x + radius * Math.sin(angle), y: focus.y + radius * Math.cos(angle) };
}

/**
 * Seats along an arc between two angles. They touch both ends and keep one even spacing, the
 * closest to `pitch` that isn't tighter, so that aisles stay straight lines through all rows.
 */
export function arcSeats(
  focus: Point,
  radius: number,
  from: number,
  to: number,
  pitch: number,
): Point[] {
  const gaps = Math.floor((radius * (to - from)) / pitch);
  if (gaps < 1) return gaps < 0 ? [] : [polar(focus, radius, (from + to) / 2)];
  return Array.from({ length: gaps + 1 }, (_, k) =>
    polar(focus, radius, from + ((to - from) * k) / gaps),
  );
}

/** Seats along an arc at exactly `pitch`, from one angle towards another. */
export function arcSeatsFrom(
  focus: Point,
  radius: number,
  from: number,
  to: number,
  pitch: number,
): Point[] {
  const count = Math.floor((radius * Math.abs(to - from)) / pitch) + 1;
  const step = (Math.sign(to - from) * pitch) / radius;
  return Array.from({ length: count }, (_, k) => polar(focus, radius, from + k * step));
}

/** Points along an arc, close enough to draw as a smooth line. */
export function arcLine(focus: Point, radius: number, from: number, to: number): Point[] {
  const steps = Math.max(2, Math.ceil((to - from) / radians(3)));
  return Array.from({ length: steps + 1 }, (_, k) =>
    polar(focus, radius, from + ((to - from) * k) / steps),
  );
}

/** Outline between two arcs of one focus, as a closed polygon. */
export function ringOutline(
  focus: Point,
  inner: { readonly radius: number; readonly from: number; readonly to: number },
  outer: { readonly radius: number; readonly from: number; readonly to: number },
): Point[] {
  return roundPoints([
    ...arcLine(focus, inner.radius, inner.from, inner.to),
    ...arcLine(focus, outer.radius, outer.from, outer.to).reverse(),
  ]);
}

export function roundPoints(points: readonly Point[]): Point[] {
  return points.map((point) => ({ x: tenth(point.x), y: tenth(point.y) }));
}

/** Straight rows side by side: a block of a grandstand, or of a hall with a flat floor. */
export interface GridBlock {
  /** Middle of the first row. */
  readonly origin: Point;
  /** Unit vector along a row. */
  readonly along: Point;
  /** Unit vector from the first row to the last. */
  readonly back: Point;
  readonly rows: number;
  readonly columns: number;
  readonly seatPitch: number;
  readonly rowPitch: number;
}

export function grid(block: GridBlock): Point[][] {
  const { origin, along, back } = block;
  return Array.from({ length: block.rows }, (_row, r) =>
    Array.from({ length: block.columns }, (_seat, c) => {
      const side = (c - (block.columns - 1) / 2) * block.seatPitch;
      const depth = r * block.rowPitch;
      return {
        x: origin.x + along.x * side + back.x * depth,
        y: origin.y + along.y * side + back.y * depth,
      };
    }),
  );
}

/** Turns a line of seats so that it runs left to right on the chart, or downwards if upright. */
export function leftToRight(seats: readonly Point[]): Point[] {
  const first = seats[0];
  const last = seats.at(-1);
  if (!first || !last) return [];
  const run = last.x - first.x;
  const forwards = Math.abs(run) > 1 ? run > 0 : last.y > first.y;
  return forwards ? [...seats] : [...seats].reverse();
}

/**
 * A row out of blocks of seats with an aisle between each two. Numbers run through the row from
 * 1; `category` and `flags` are asked once a seat.
 */
export function rowOfBlocks(
  name: string,
  blocks: readonly (readonly Point[])[],
  place: { readonly row: number; readonly rowCount: number },
  rules: { readonly category: SeatRule; readonly flags: SeatRule },
): DraftRow {
  const filled = blocks.filter((block) => block.length > 0);
  const seatCount = filled.reduce((sum, block) => sum + block.length, 0);
  const seats = filled.flatMap((points, block) => points.map((point) => ({ point, block })));
  const places = seats.map(({ block }, seat) => ({ ...place, block, seat, seatCount }));
  const categories = places.map(rules.category);
  const flags = places.map(rules.flags);
  const breaks = seats.flatMap(({ block }, k) =>
    k > 0 && seats[k - 1]?.block !== block ? [k] : [],
  );
  return {
    name,
    numbers: seats.map((_, k) => String(k + 1)),
    x: seats.map(({ point }) => tenth(point.x)),
    y: seats.map(({ point }) => tenth(point.y)),
    category: oneOrMany(categories),
    ...(breaks.length > 0 ? { breaks } : {}),
    ...(flags.some((flag) => flag !== 0) ? { flags } : {}),
  };
}

function oneOrMany(values: readonly number[]): number | readonly number[] {
  const first = values[0] ?? 0;
  return values.every((value) => value === first) ? first : values;
}
