import { gradeRanks } from '../../grade-ranks.ts';
import { listSeats, runsOf, shapeCentre } from '../../protocol/index.ts';
import type {
  ChartArea,
  ChartGeometry,
  ChartSeat,
  NeighbourRun,
  PerformanceDetail,
  Point,
  Shape,
} from '../../protocol/index.ts';
import { areaOf, around, EMPTY, hull, inflate, outlineOf, union } from './geometry.ts';
import { floorsCollide, layOutFloors } from './floors.ts';
import type { FloorLayout } from './floors.ts';
import type { Rect } from './geometry.ts';
import { SpatialGrid } from './grid.ts';

/** A section, or a general-admission area, which is drawn as a block at every level. */
export interface PartLayout {
  readonly name: string;
  readonly floor: number;
  readonly outline: readonly Point[];
  readonly bounds: Rect;
  readonly centre: Point;
  /** Side of a square that its name may fill: a bent section has less than its bounds. */
  readonly room: number;
  /** Its seats are `first` to `end - 1`. */
  readonly first: number;
  readonly end: number;
  /** Grade most of its seats have; -1 when none is sold here. */
  readonly rank: number;
  /** Every grade that some of its seats have. */
  readonly ranks: readonly number[];
}

/** A shape of the chart with what drawing it needs. */
export interface Scenery {
  readonly shape: Shape;
  readonly outline: readonly Point[];
  readonly bounds: Rect;
}

export interface RowLabel extends Point {
  readonly floor: number;
  readonly text: string;
}

/** A chart with a performance's grades, laid out for drawing and finding. Made once. */
export interface MapLayout {
  readonly seatRadius: number;
  readonly bounds: Rect;
  /** Every seat and general-admission place by index. */
  readonly seats: readonly ChartSeat[];
  /** How many of them are numbered seats; the places of areas follow. */
  readonly numbered: number;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Position of the grade in the performance's list, -1 for none. */
  readonly gradeRank: Int8Array;
  readonly gradeCount: number;
  readonly sectionOf: Int16Array;
  readonly areaOf: Int16Array;
  readonly floorOf: Uint8Array;
  readonly sections: readonly PartLayout[];
  readonly areas: readonly PartLayout[];
  readonly rowLabels: readonly RowLabel[];
  readonly scenery: readonly Scenery[];
  readonly floors: readonly FloorLayout[];
  /** Floors lie over each other on the chart: one at a time can be shown. */
  readonly floorsCollide: boolean;
  readonly grid: SpatialGrid;
  readonly seatOfLabel: ReadonlyMap<string, number>;
  /** Neighbours without an aisle between them, in the order of their seats. */
  readonly runs: readonly NeighbourRun[];
}

export function layOut(chart: ChartGeometry, performance: PerformanceDetail): MapLayout {
  const seats = listSeats(chart);
  const numbered = chart.areas.reduce((least, { first }) => Math.min(least, first), seats.length);
  const xs = Float32Array.from(seats.slice(0, numbered), ({ x }) => x);
  const ys = Float32Array.from(seats.slice(0, numbered), ({ y }) => y);
  const gradeRank = gradeRanks(chart, performance);
  const sections = chart.sections.map((section) => layOutSection(chart, section, gradeRank));
  const areas = chart.areas.map((area) => layOutArea(area, gradeRank));
  const bounds = boundsOf(chart, [...sections, ...areas]);
  return {
    seatRadius: chart.seatRadius,
    bounds,
    seats,
    numbered,
    xs,
    ys,
    gradeRank,
    gradeCount: performance.grades.length,
    sectionOf: membership(seats.length, sections),
    areaOf: membership(seats.length, areas),
    floorOf: floorsOfSeats(seats.length, [...sections, ...areas]),
    sections,
    areas,
    rowLabels: chart.sections.flatMap((section) => labelRows(section, chart.seatRadius)),
    scenery: chart.shapes.map(layOutShape),
    floors: layOutFloors(chart, [...sections, ...areas]),
    floorsCollide: floorsCollide([...sections, ...areas], chart.seatRadius),
    grid: new SpatialGrid(xs, ys, bounds, chart.seatRadius * 8),
    seatOfLabel: new Map(seats.map(({ label, index }) => [label, index])),
    runs: runsOf(chart),
  };
}

function layOutShape(shape: Shape): Scenery {
  const outline = outlineOf(shape);
  // Nobody knows how wide a text will be; far too wide costs nothing.
  const margin = shape.kind === 'text' ? shape.size * Math.max(2, shape.text.length) : 2;
  return { shape, outline, bounds: around(outline, margin) };
}

type ChartSection = ChartGeometry['sections'][number];

function pointsOf(section: ChartSection): Point[] {
  return section.rows.flatMap(({ x, y }) => x.map((value, k) => ({ x: value, y: y[k] ?? 0 })));
}

function layOutSection(
  chart: ChartGeometry,
  section: ChartSection,
  gradeRank: Int8Array,
): PartLayout {
  const points = pointsOf(section);
  const outline = section.outline ?? inflate(hull(points), chart.seatRadius * 1.8);
  const first = section.rows[0]?.first ?? 0;
  const last = section.rows.at(-1);
  const end = last ? last.first + last.numbers.length : first;
  const bounds = around(points, chart.seatRadius * 2);
  const { name, floor } = section;
  return {
    name,
    floor,
    outline,
    bounds,
    centre: middleOf(points),
    room: Math.sqrt(areaOf(outline)),
    first,
    end,
    ...ranksOf(gradeRank, first, end),
  };
}

/** The mean of the seats: unlike the middle of the outline, always among them or near. */
function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((a, p) => ({ x: a.x + p.x, y: a.y + p.y }), { x: 0, y: 0 });
  const count = Math.max(1, points.length);
  return { x: sum.x / count, y: sum.y / count };
}

function layOutArea(area: ChartArea, gradeRank: Int8Array): PartLayout {
  const outline = outlineOf(area.shape);
  const { name, floor, first, capacity } = area;
  return {
    name,
    floor,
    outline,
    bounds: around(outline),
    centre: shapeCentre(area.shape),
    room: Math.sqrt(areaOf(outline)),
    first,
    end: first + capacity,
    ...ranksOf(gradeRank, first, first + capacity),
  };
}

function ranksOf(
  gradeRank: Int8Array,
  first: number,
  end: number,
): { rank: number; ranks: number[] } {
  const counts = new Map<number, number>();
  for (let seat = first; seat < end; seat += 1) {
    const rank = gradeRank[seat] ?? -1;
    if (rank >= 0) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  }
  const ranks = [...counts].sort((a, b) => b[1] - a[1]).map(([rank]) => rank);
  return { rank: ranks[0] ?? -1, ranks };
}

function membership(
  count: number,
  groups: readonly { readonly first: number; readonly end: number }[],
): Int16Array {
  const of = new Int16Array(count).fill(-1);
  groups.forEach(({ first, end }, k) => of.fill(k, first, end));
  return of;
}

function floorsOfSeats(
  count: number,
  parts: readonly { readonly first: number; readonly end: number; readonly floor: number }[],
): Uint8Array {
  const floors = new Uint8Array(count);
  for (const { first, end, floor } of parts) floors.fill(floor, first, end);
  return floors;
}

function boundsOf(chart: ChartGeometry, parts: readonly { readonly bounds: Rect }[]): Rect {
  const shapes = chart.shapes.map((shape) => around(outlineOf(shape)));
  const all = [...parts.map(({ bounds }) => bounds), ...shapes].reduce(union, EMPTY);
  if (all.left <= all.right) return all;
  return { left: 0, top: 0, right: chart.width, bottom: chart.height };
}

/** A row's name beyond both of its ends; parts of one row have only the outer ones. */
function labelRows(section: ChartSection, seatRadius: number): RowLabel[] {
  const ends = new Map<string, { left: End; right: End }>();
  for (const { name, x, y } of section.rows) {
    const left = endOf(x, y, 0, 1);
    const right = endOf(x, y, x.length - 1, x.length - 2);
    const known = ends.get(name);
    ends.set(name, {
      left: known && known.left.x < left.x ? known.left : left,
      right: known && known.right.x > right.x ? known.right : right,
    });
  }
  const gap = seatRadius * 2.6;
  const { floor } = section;
  return [...ends]
    .filter(([name]) => name !== '')
    .flatMap(([text, { left, right }]) =>
      [left, right].map(({ x, y, dx, dy }) => ({ text, floor, x: x + dx * gap, y: y + dy * gap })),
    );
}

/** A seat at the end of its row, and the direction in which the row would go on. */
interface End extends Point {
  readonly dx: number;
  readonly dy: number;
}

function endOf(xs: readonly number[], ys: readonly number[], at: number, before: number): End {
  const x = xs[at] ?? 0;
  const y = ys[at] ?? 0;
  const dx = x - (xs[before] ?? x + (before > at ? 1 : -1));
  const dy = y - (ys[before] ?? y);
  const length = Math.hypot(dx, dy) || 1;
  return { x, y, dx: dx / length, dy: dy / length };
}
