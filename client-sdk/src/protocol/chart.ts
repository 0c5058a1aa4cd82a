/**
 * The seating chart as it travels: geometry only, no prices and no states.
 *
 * Seats are listed in canonical order (section, row, left to right; general-admission places
 * follow the last seat). A seat's index in that order is what frames and snapshots speak of.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Chart units, absolute on the chart; `rotation` in degrees clockwise about the shape's centre. */
export interface ShapeBase {
  readonly color?: string;
  readonly borderColor?: string;
  readonly rotation?: number;
}

export type Shape =
  | (ShapeBase & { readonly kind: 'polygon'; readonly points: readonly Point[] })
  | (ShapeBase & {
      readonly kind: 'rectangle';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    })
  | (ShapeBase & {
      readonly kind: 'ellipse';
      readonly x: number;
      readonly y: number;
      readonly radiusX: number;
      readonly radiusY: number;
    })
  | (ShapeBase & {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
    });

export const SeatFlag = {
  Accessible: 1,
  Companion: 2,
  RestrictedView: 4,
} as const;

export interface ChartCategory {
  /** Unique in the chart; a performance maps it to a grade. */
  readonly key: string;
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
}

/** One row, left to right. Arrays are parallel: position k is the seat with index `first + k`. */
export interface ChartRow {
  /** May be empty where the source gives rows no names. */
  readonly name: string;
  readonly first: number;
  /** Seat numbers as printed. */
  readonly numbers: readonly string[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Index into `categories`: one for the whole row, or one a seat. */
  readonly category: number | readonly number[];
  /** Positions k (0 < k) where an aisle lies before the seat: k-1 and k are not neighbours. */
  readonly breaks?: readonly number[];
  /** Bit sets of SeatFlag, one a seat; absent when no seat of the row has a flag. */
  readonly flags?: readonly number[];
}

export interface ChartSection {
  readonly name: string;
  /** Index into `floors`. */
  readonly floor: number;
  readonly outline?: readonly Point[];
  readonly rows: readonly ChartRow[];
}

/** A general-admission area: `capacity` places without numbers. */
export interface ChartArea {
  readonly name: string;
  readonly floor: number;
  readonly category: number;
  readonly first: number;
  readonly capacity: number;
  readonly shape: Shape;
}

export interface ChartGeometry {
  readonly format: 1;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Radius of a seat mark in chart units. */
  readonly seatRadius: number;
  readonly seatCount: number;
  readonly floors: readonly string[];
  readonly categories: readonly ChartCategory[];
  readonly sections: readonly ChartSection[];
  readonly areas: readonly ChartArea[];
  /** Decoration: stage, field, walls, captions. Drawn below the seats, in order. */
  readonly shapes: readonly Shape[];
}

/** One seat or general-admission place, looked up from its index. */
export interface ChartSeat {
  readonly index: number;
  /** Unique in the chart, what people read: "1F-B-12". */
  readonly label: string;
  readonly section: string;
  readonly row: string;
  readonly number: string;
  readonly category: number;
  readonly flags: number;
  readonly x: number;
  readonly y: number;
  /** Name of the general-admission area, if it is a place in one. */
  readonly area?: string;
}

/** Label of a seat from its parts; empty parts are left out. */
export function seatLabel(section: string, row: string, number: string): string {
  return [section, row, number].filter((part) => part !== '').join('-');
}

/** Every seat of the chart, ordered by index. Costs one pass; keep the result. */
export function listSeats(chart: ChartGeometry): ChartSeat[] {
  const seats: ChartSeat[] = [];
  for (const section of chart.sections) {
    for (const row of section.rows) pushRow(seats, section.name, row);
  }
  for (const area of chart.areas) pushArea(seats, area);
  return seats;
}

function pushRow(seats: ChartSeat[], section: string, row: ChartRow): void {
  row.numbers.forEach((number, k) => {
    seats.push({
      index: row.first + k,
      label: seatLabel(section, row.name, number),
      section,
      row: row.name,
      number,
      category: typeof row.category === 'number' ? row.category : (row.category[k] ?? 0),
      flags: row.flags?.[k] ?? 0,
      x: row.x[k] ?? 0,
      y: row.y[k] ?? 0,
    });
  });
}

function pushArea(seats: ChartSeat[], area: ChartArea): void {
  const centre = shapeCentre(area.shape);
  for (let k = 0; k < area.capacity; k += 1) {
    const number = String(k + 1);
    seats.push({
      index: area.first + k,
      label: seatLabel(area.name, '', number),
      section: area.name,
      row: '',
      number,
      category: area.category,
      flags: 0,
      x: centre.x,
      y: centre.y,
      area: area.name,
    });
  }
}

export function shapeCentre(shape: Shape): Point {
  switch (shape.kind) {
    case 'polygon': {
      const n = Math.max(1, shape.points.length);
      const sum = shape.points.reduce((a, p) => ({ x: a.x + p.x, y: a.y + p.y }), { x: 0, y: 0 });
      return { x: sum.x / n, y: sum.y / n };
    }
    case 'rectangle':
      return { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
    case 'ellipse':
    case 'text':
      return { x: shape.x, y: shape.y };
  }
}
