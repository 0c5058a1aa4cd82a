import type { MapLayout } from '../model/layout.ts';

export interface SeatRow {
  /** Empty where the chart gives its rows no names. */
  readonly name: string;
  /** Seats from left to right. */
  readonly seats: readonly number[];
}

type Seats = Pick<MapLayout, 'seats' | 'sections'>;

/** The rows of a section in the chart's order; parts of one row are one. */
export function rowsOf(layout: Seats, section: number): SeatRow[] {
  const { first = 0, end = 0 } = layout.sections[section] ?? {};
  const rows = new Map<string, number[]>();
  const unnamed: number[] = [];
  for (let seat = first; seat < end; seat += 1) {
    const name = layout.seats[seat]?.row ?? '';
    if (name === '') unnamed.push(seat);
    else if (!rows.get(name)?.push(seat)) rows.set(name, [seat]);
  }
  return [
    ...[...rows].map(([name, seats]) => ({ name, seats })),
    ...splitByDirection(layout, unnamed).map((seats) => ({ name: '', seats })),
  ];
}

/** Where rows have no names, one ends where the way to the next seat turns back. */
function splitByDirection({ seats }: Seats, unnamed: readonly number[]): number[][] {
  const rows: number[][] = [];
  let step = { x: 0, y: 0 };
  unnamed.forEach((seat, k) => {
    const here = seats[seat];
    const before = seats[unnamed[k - 1] ?? -1];
    if (!here || !before) return void rows.push([seat]);
    const next = { x: here.x - before.x, y: here.y - before.y };
    const turnsBack = next.x * step.x + next.y * step.y < 0;
    if (turnsBack) rows.push([seat]);
    else rows.at(-1)?.push(seat);
    step = turnsBack ? { x: 0, y: 0 } : next;
  });
  return rows;
}
