import type { ChartGeometry, ChartRow, ChartSeat } from '@ticket-flow/client/protocol';
import { listSeats } from '@ticket-flow/client/protocol';
import type { Chart } from '@ticket-flow/db';
import { overlapping } from './spacing.ts';

/** Seats and places together; what one performance can hold. */
export const MAX_CHART_SEATS = 100_000;

const MAX_LISTED = 20;

export const LintCode = {
  NoSeats: 'no-seats',
  TooManySeats: 'too-many-seats',
  SeatCount: 'seat-count',
  RowShape: 'row-shape',
  IndexOrder: 'index-order',
  CategoryRange: 'category-range',
  FloorRange: 'floor-range',
  AreaCapacity: 'area-capacity',
  UidCount: 'uid-count',
  RepeatedUid: 'repeated-uid',
  RepeatedLabel: 'repeated-label',
  OverlappingSeats: 'overlapping-seats',
  OutsideCanvas: 'outside-canvas',
  EmptyRow: 'empty-row',
  EmptySection: 'empty-section',
} as const;
export type LintCode = (typeof LintCode)[keyof typeof LintCode];

/** What a chart may have and still be sold from. Everything else is a hard fault. */
const TOLERATED: ReadonlySet<LintCode> = new Set<LintCode>([
  LintCode.OverlappingSeats,
  LintCode.OutsideCanvas,
  LintCode.EmptyRow,
  LintCode.EmptySection,
]);

export interface LintFinding {
  readonly code: LintCode;
  /** A fault keeps the chart from being used; a warning does not. */
  readonly severity: 'fault' | 'warning';
  /** What is wrong, without the number of cases. */
  readonly message: string;
  readonly count: number;
  /** Labels of the first seats concerned, where seats are concerned: 20 at most. */
  readonly seats?: readonly string[];
}

export interface ChartLint {
  readonly counts: {
    readonly seats: number;
    readonly sections: number;
    readonly rows: number;
    readonly categories: number;
    readonly areas: number;
    /** General-admission places, in all areas. */
    readonly places: number;
  };
  readonly findings: readonly LintFinding[];
}

/** A chart that can't be used, with the findings that say why. */
export class ChartFaultError extends Error {
  readonly code = 'CHART_FAULT';
  readonly findings: readonly LintFinding[];

  constructor(findings: readonly LintFinding[]) {
    const reasons = findings.map(({ message, count }) => `${message} (${count})`);
    super(`the chart can't be used: ${reasons.join('; ')}`);
    this.name = 'ChartFaultError';
    this.findings = findings;
  }
}

/** Everything worth knowing about a chart before it is used. Costs one pass over its seats. */
export function lintChart(chart: Chart): ChartLint {
  const counts = countChart(chart.geometry);
  const total = counts.seats + counts.places;
  if (total > MAX_CHART_SEATS) {
    const message = `more seats and places than ${MAX_CHART_SEATS}`;
    return { counts, findings: [finding(LintCode.TooManySeats, message, total)] };
  }
  const findings = [
    ...structureFindings(chart, total),
    ...identityFindings(chart),
    ...geometryFindings(chart.geometry),
    ...emptinessFindings(chart.geometry),
  ];
  return { counts, findings };
}

/** Throws {@link ChartFaultError} if the chart has a hard fault. */
export function assertChart(chart: Chart): void {
  const faults = lintChart(chart).findings.filter(({ severity }) => severity === 'fault');
  if (faults.length > 0) throw new ChartFaultError(faults);
}

function countChart(geometry: ChartGeometry): ChartLint['counts'] {
  const rows = geometry.sections.flatMap((section) => section.rows);
  return {
    seats: rows.reduce((sum, row) => sum + row.numbers.length, 0),
    sections: geometry.sections.length,
    rows: rows.length,
    categories: geometry.categories.length,
    areas: geometry.areas.length,
    places: geometry.areas.reduce((sum, area) => sum + area.capacity, 0),
  };
}

function structureFindings({ geometry, uids }: Chart, total: number): LintFinding[] {
  const rows = geometry.sections.flatMap((section) => section.rows);
  const owners = [...geometry.sections, ...geometry.areas];
  return [
    ...(total === 0 ? [finding(LintCode.NoSeats, 'the chart has no seats', 0)] : []),
    ...counted(
      LintCode.SeatCount,
      Math.abs(geometry.seatCount - total),
      `seatCount is ${geometry.seatCount} where ${total} are listed`,
    ),
    ...counted(
      LintCode.UidCount,
      Math.abs(uids.length - total),
      `${uids.length} uids are given for ${total} seats`,
    ),
    ...counted(LintCode.RowShape, rows.filter(isMisshapen).length, 'rows with uneven lists'),
    ...counted(LintCode.IndexOrder, outOfOrder(geometry), 'rows or areas out of index order'),
    ...counted(
      LintCode.AreaCapacity,
      geometry.areas.filter(({ capacity }) => !Number.isInteger(capacity) || capacity < 1).length,
      'areas whose capacity is not a whole number above 0',
    ),
    ...counted(
      LintCode.FloorRange,
      owners.filter(({ floor }) => geometry.floors[floor] === undefined).length,
      'sections or areas on a floor that is not listed',
    ),
  ];
}

/** The parallel lists of a row must be as long as its numbers, and its breaks lie inside it. */
function isMisshapen(row: ChartRow): boolean {
  const { length } = row.numbers;
  const categories = typeof row.category === 'number' ? undefined : row.category;
  const lists = [row.x, row.y, row.flags, categories];
  if (lists.some((list) => list !== undefined && list.length !== length)) return true;
  if ([...row.x, ...row.y].some((coordinate) => !Number.isFinite(coordinate))) return true;
  return (row.breaks ?? []).some((k) => !Number.isInteger(k) || k <= 0 || k >= length);
}

function outOfOrder(geometry: ChartGeometry): number {
  let next = 0;
  let wrong = 0;
  const expect = (first: number, length: number) => {
    if (first !== next) wrong += 1;
    next += length;
  };
  for (const section of geometry.sections) {
    for (const row of section.rows) expect(row.first, row.numbers.length);
  }
  for (const area of geometry.areas) expect(area.first, area.capacity);
  return wrong;
}

function identityFindings({ geometry, uids }: Chart): LintFinding[] {
  const seats = listSeats(geometry);
  const labels = seats.map((seat) => seat.label);
  const repeatedLabels = repeats(labels);
  const repeatedUids = repeats(uids);
  const badCategory = seats.filter((seat) => geometry.categories[seat.category] === undefined);
  return [
    ...seatFinding(LintCode.RepeatedLabel, 'seats repeat a label', repeatedLabels, labels),
    ...seatFinding(LintCode.RepeatedUid, 'seats repeat a permanent uid', repeatedUids, labels),
    ...listed(LintCode.CategoryRange, 'seats have a category that is not listed', badCategory),
  ];
}

function geometryFindings(geometry: ChartGeometry): LintFinding[] {
  const seats = listSeats(geometry).filter((seat) => seat.area === undefined);
  const { width, height, seatRadius } = geometry;
  const close = overlapping(seats, Math.max(0.1, 2 * seatRadius));
  const outside = seats.filter(({ x, y }) => !(x >= 0 && x <= width && y >= 0 && y <= height));
  const labels = seats.map((seat) => seat.label);
  return [
    ...seatFinding(LintCode.OverlappingSeats, 'seats stand on another seat', close, labels),
    ...listed(LintCode.OutsideCanvas, 'seats lie outside the canvas', outside),
  ];
}

function emptinessFindings(geometry: ChartGeometry): LintFinding[] {
  const rows = geometry.sections.flatMap((section) => section.rows);
  const emptyRows = rows.filter((row) => row.numbers.length === 0);
  const emptySections = geometry.sections.filter((section) => section.rows.length === 0);
  return [
    ...counted(LintCode.EmptyRow, emptyRows.length, 'rows without seats'),
    ...counted(LintCode.EmptySection, emptySections.length, 'sections without rows'),
  ];
}

/** Positions whose value occurred before. */
function repeats(values: readonly string[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, k) => {
    if (seen.has(value)) return [k];
    seen.add(value);
    return [];
  });
}

function seatFinding(
  code: LintCode,
  what: string,
  positions: readonly number[],
  labels: readonly string[],
): LintFinding[] {
  if (positions.length === 0) return [];
  const seats = positions.slice(0, MAX_LISTED).map((k) => labels[k] ?? `#${k}`);
  return [{ ...finding(code, what, positions.length), seats }];
}

function listed(code: LintCode, what: string, seats: readonly ChartSeat[]): LintFinding[] {
  const labels = seats.map((seat) => seat.label);
  return seatFinding(code, what, [...labels.keys()], labels);
}

function counted(code: LintCode, count: number, what: string): LintFinding[] {
  return count === 0 ? [] : [finding(code, what, count)];
}

function finding(code: LintCode, message: string, count: number): LintFinding {
  return { code, severity: TOLERATED.has(code) ? 'warning' : 'fault', message, count };
}
