import { SeatFlag, runsOf } from '@ticket-flow/client/protocol';
import type { ChartGeometry, NeighbourRun } from '@ticket-flow/client/protocol';
import { focalPoint } from './focal-point.ts';

/**
 * The numbered seats of a chart, worked out once for looking through them: arrays by seat index,
 * and running sums (`sums[k]` is the sum of the seats before `k`), so that what a stretch of seats
 * is worth costs two look-ups.
 */
export interface Hall {
  readonly seatCount: number;
  readonly runs: readonly NeighbourRun[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Bit sets of SeatFlag. */
  readonly flags: Uint8Array;
  /** The seats for wheelchairs and companions. */
  readonly reservedSeats: Uint32Array;
  /** Sums of how far the seats are from where people look. */
  readonly distance: Float64Array;
  /** Sums of the seats for wheelchairs, and of those together with their companions'. */
  readonly accessible: Uint32Array;
  readonly reserved: Uint32Array;
}

const RESERVED = SeatFlag.Accessible | SeatFlag.Companion;

export function createHall(chart: ChartGeometry): Hall {
  const rows = chart.sections.flatMap((section) => section.rows);
  const seatCount = rows.reduce((sum, row) => sum + row.numbers.length, 0);
  const [x, y] = [new Float64Array(seatCount), new Float64Array(seatCount)];
  const flags = new Uint8Array(seatCount);
  for (const row of rows) {
    x.set(row.x, row.first);
    y.set(row.y, row.first);
    if (row.flags) flags.set(row.flags, row.first);
  }
  const reservedSeats = Uint32Array.from(reservedOf(flags));
  const runs = runsOf(chart);
  return { seatCount, runs, x, y, flags, reservedSeats, ...sumsOf(chart, x, y, flags) };
}

function reservedOf(flags: Uint8Array): number[] {
  return [...flags.keys()].filter((seat) => ((flags[seat] ?? 0) & RESERVED) > 0);
}

function sumsOf(
  chart: ChartGeometry,
  x: Float64Array,
  y: Float64Array,
  flags: Uint8Array,
): Pick<Hall, 'distance' | 'accessible' | 'reserved'> {
  const focus = focalPoint(chart);
  /** A seat with a restricted view comes after every other one. */
  const restricted = Math.hypot(chart.width, chart.height);
  const distance = new Float64Array(x.length + 1);
  const accessible = new Uint32Array(x.length + 1);
  const reserved = new Uint32Array(x.length + 1);
  for (let seat = 0; seat < x.length; seat += 1) {
    const flag = flags[seat] ?? 0;
    const away = Math.hypot((x[seat] ?? 0) - focus.x, (y[seat] ?? 0) - focus.y);
    const view = flag & SeatFlag.RestrictedView ? restricted : 0;
    distance[seat + 1] = (distance[seat] ?? 0) + away + view;
    accessible[seat + 1] = (accessible[seat] ?? 0) + (flag & SeatFlag.Accessible ? 1 : 0);
    reserved[seat + 1] = (reserved[seat] ?? 0) + (flag & RESERVED ? 1 : 0);
  }
  return { distance, accessible, reserved };
}

/** What the seats [start, end) add up to. */
export function sumOf(sums: Float64Array | Uint32Array, start: number, end: number): number {
  return (sums[end] ?? 0) - (sums[start] ?? 0);
}
