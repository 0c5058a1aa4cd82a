import type { Point } from '@ticket-flow/client/protocol';

/**
 * Points already placed, in square cells as wide as the distance that matters. A look-up reads
 * the nine cells around, so that checking all seats costs one pass.
 */
export class NearbyPoints {
  readonly #distance: number;
  readonly #cells = new Map<number, Point[]>();

  constructor(distance: number) {
    this.#distance = distance;
  }

  add(point: Point): void {
    const key = this.#key(this.#cell(point.x), this.#cell(point.y));
    const cell = this.#cells.get(key);
    if (cell) cell.push(point);
    else this.#cells.set(key, [point]);
  }

  /** Distance to the nearest placed point that is closer than the cell's width. */
  nearest(point: Point): number | undefined {
    let best = this.#distance;
    for (const other of this.#around(point)) {
      best = Math.min(best, Math.hypot(other.x - point.x, other.y - point.y));
    }
    return best < this.#distance ? best : undefined;
  }

  *#around(point: Point): Generator<Point> {
    const column = this.#cell(point.x);
    const row = this.#cell(point.y);
    for (let c = column - 1; c <= column + 1; c += 1) {
      for (let r = row - 1; r <= row + 1; r += 1) yield* this.#cells.get(this.#key(c, r)) ?? [];
    }
  }

  #cell(coordinate: number): number {
    return Math.floor(coordinate / this.#distance);
  }

  /** Cells that share a key cost a comparison, never a wrong answer. */
  #key(column: number, row: number): number {
    return column * 2 ** 26 + row;
  }
}

/**
 * Positions of the points that stand closer than `distance` to an earlier one. Of two that
 * overlap only the later is named, and it is not placed: a cell never holds more than a few.
 */
export function overlapping(points: readonly Point[], distance: number): number[] {
  const placed = new NearbyPoints(distance);
  const found: number[] = [];
  points.forEach((point, k) => {
    if (placed.nearest(point) === undefined) placed.add(point);
    else found.push(k);
  });
  return found;
}

export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
