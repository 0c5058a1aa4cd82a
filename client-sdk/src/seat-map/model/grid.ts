import type { Rect } from './geometry.ts';

/** Finds points by place: a uniform grid in two flat arrays, built once. */
export class SpatialGrid {
  readonly #xs: Float32Array;
  readonly #ys: Float32Array;
  readonly #cell: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #bounds: Rect;
  /** Where a cell's points begin in `#points`; one more entry than there are cells. */
  readonly #starts: Uint32Array;
  readonly #points: Uint32Array;

  constructor(xs: Float32Array, ys: Float32Array, bounds: Rect, cell: number) {
    this.#xs = xs;
    this.#ys = ys;
    this.#bounds = bounds;
    this.#cell = cell;
    this.#columns = Math.max(1, Math.ceil((bounds.right - bounds.left) / cell) + 1);
    this.#rows = Math.max(1, Math.ceil((bounds.bottom - bounds.top) / cell) + 1);
    this.#starts = new Uint32Array(this.#columns * this.#rows + 1);
    this.#points = new Uint32Array(xs.length);
    this.#fill();
  }

  /** Calls back for every point in the rectangle, and for some just outside of it. */
  inside(rect: Rect, found: (point: number) => void): void {
    const fromColumn = this.#column(rect.left);
    const toColumn = this.#column(rect.right);
    const toRow = this.#row(rect.bottom);
    for (let row = this.#row(rect.top); row <= toRow; row += 1) {
      const first = this.#starts[row * this.#columns + fromColumn] ?? 0;
      const end = this.#starts[row * this.#columns + toColumn + 1] ?? 0;
      for (let k = first; k < end; k += 1) found(this.#points[k] ?? 0);
    }
  }

  /** The nearest point within `radius`, if any; of those `accepts` lets through. */
  nearest(
    x: number,
    y: number,
    radius: number,
    accepts: (point: number) => boolean = () => true,
  ): number | undefined {
    let best: number | undefined;
    let bestDistance = radius * radius;
    const rect = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
    this.inside(rect, (point) => {
      const dx = (this.#xs[point] ?? 0) - x;
      const dy = (this.#ys[point] ?? 0) - y;
      const distance = dx * dx + dy * dy;
      if (distance > bestDistance || !accepts(point)) return;
      best = point;
      bestDistance = distance;
    });
    return best;
  }

  #fill(): void {
    const cellOf = (k: number): number =>
      this.#row(this.#ys[k] ?? 0) * this.#columns + this.#column(this.#xs[k] ?? 0);
    const counts = new Uint32Array(this.#starts.length);
    for (let k = 0; k < this.#xs.length; k += 1) increase(counts, cellOf(k) + 1);
    let sum = 0;
    for (let cell = 0; cell < this.#starts.length; cell += 1) {
      sum += counts[cell] ?? 0;
      this.#starts[cell] = sum;
    }
    const next = this.#starts.slice();
    for (let k = 0; k < this.#xs.length; k += 1) {
      this.#points[increase(next, cellOf(k))] = k;
    }
  }

  #column(x: number): number {
    return clamp(Math.floor((x - this.#bounds.left) / this.#cell), this.#columns - 1);
  }

  #row(y: number): number {
    return clamp(Math.floor((y - this.#bounds.top) / this.#cell), this.#rows - 1);
  }
}

/** Adds one; answers what was there before. */
function increase(counts: Uint32Array, at: number): number {
  const before = counts[at] ?? 0;
  counts[at] = before + 1;
  return before;
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
