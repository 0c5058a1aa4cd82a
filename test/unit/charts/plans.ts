/** Small pretix plans for the import tests. */

export interface SeatInput {
  readonly number?: unknown;
  readonly guid?: unknown;
  readonly x?: unknown;
  readonly y?: unknown;
  readonly category?: unknown;
  readonly more?: object;
}

export function seat({ number = '1', guid, x = 0, y = 0, category = 'A', more }: SeatInput = {}) {
  return {
    seat_number: number,
    seat_guid: guid ?? `s-${String(number)}-${String(x)}-${String(y)}`,
    position: { x, y },
    category,
    ...more,
  };
}

/** A row of seats 1..count, 25 apart, its first seat at x, y. */
export function row(name: unknown, x: number, y: number, count = 4, step = 25) {
  return {
    row_number: name,
    position: { x, y },
    seats: Array.from({ length: count }, (_, k) =>
      seat({ number: String(k + 1), x: k * step, guid: `${String(name)}-${x}-${y}-${k}` }),
    ),
  };
}

export function zone(name: string, rows: readonly unknown[], more: object = {}) {
  return { name, position: { x: 0, y: 0 }, rows, ...more };
}

export function plan(zones: readonly unknown[], more: object = {}) {
  return {
    name: 'Small hall',
    zones,
    categories: [{ name: 'A', color: '#F44336' }],
    size: { width: 500, height: 500 },
    ...more,
  };
}
