import { drawStill } from './draw-still.ts';
import { MARK_RADIUS, NUMBER_RADIUS } from './scene.ts';
import type { Context, Scene } from './scene.ts';
import { Sprites } from './sprites.ts';
import type { Size, View } from './viewport.ts';

/** What a layer draws; the rest of a scene follows from the tile. */
export type TileScene = Omit<Scene, 'view' | 'size' | 'sprites'>;

interface Tile {
  readonly column: number;
  readonly row: number;
  readonly ctx: Context;
  /** Seats whose marks here are of yesterday. */
  readonly dirty: Set<number>;
}

interface Range {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Side of a tile in device pixels. */
const SIDE = 256;
/** With more changes than this in a tile, drawing it anew is cheaper. */
const MANY_DIRTY = 60;
const COLUMNS = 1 << 16;

/**
 * The seats at one scale, drawn once in tiles and copied to the screen from then on. A change of a
 * seat repaints its few pixels. Tiles are opaque and lie on device pixels.
 */
export class TileLayer {
  readonly scale: number;
  readonly sprites: Sprites;
  readonly #scene: TileScene;
  readonly #tiles = new Map<number, Tile>();
  /** About how long a tile takes to draw, in marks. */
  readonly #weight: number;

  constructor(scene: TileScene, scale: number) {
    this.scale = scale;
    this.#scene = scene;
    const radius = scene.layout.seatRadius * scale;
    this.sprites = new Sprites(radius, scene.ratio, scene.theme);
    this.#weight = radius < MARK_RADIUS ? 1 : radius < NUMBER_RADIUS ? 2 : 5;
  }

  /** Notes that these seats look different now. */
  damage(seats: readonly number[]): void {
    if (this.#tiles.size === 0) return;
    for (const seat of seats) this.#damageOne(seat);
  }

  /**
   * Draws what is missing or old in the visible part, from the middle outwards, until `budget`
   * marks were drawn. Answers what is left of the budget; below zero there is more to do.
   */
  work(view: View, size: Size, budget: number): number {
    let left = budget;
    for (const [column, row] of this.#fromMiddle(this.#range(view, size))) {
      const tile = this.#tiles.get(keyOf(column, row));
      if (tile && tile.dirty.size === 0) continue;
      if (left <= 0) return -1;
      left -= tile ? this.#patch(tile) : this.#make(column, row);
    }
    return left;
  }

  /** Whether every tile of the visible part is there. */
  covers(view: View, size: Size): boolean {
    const { left, top, right, bottom } = this.#range(view, size);
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        if (!this.#tiles.has(keyOf(column, row))) return false;
      }
    }
    return true;
  }

  /** Copies the visible tiles; where the scale is another, stretched. In device pixels. */
  copy(ctx: Context, view: View, size: Size): void {
    const { ratio } = this.#scene;
    const stretch = view.scale / this.scale;
    const side = SIDE * stretch;
    const [x, y] = this.#origin(view);
    const { left, top, right, bottom } = this.#range(view, size);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.imageSmoothingEnabled = stretch !== 1;
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const tile = this.#tiles.get(keyOf(column, row));
        if (!tile) continue;
        if (stretch === 1) ctx.drawImage(tile.ctx.canvas, x + column * SIDE, y + row * SIDE);
        else {
          // Rounded up, or hairlines show between stretched tiles.
          const extent = Math.ceil(side);
          ctx.drawImage(tile.ctx.canvas, x + column * side, y + row * side, extent, extent);
        }
      }
    }
    ctx.imageSmoothingEnabled = true;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** Copies what lies round a seat. Only at this layer's own scale. */
  copyRound(ctx: Context, view: View, seat: number): void {
    const { ratio } = this.#scene;
    const [x, y] = this.#origin(view);
    const spot = this.#spotOf(seat);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    for (const tile of this.#tilesOf(spot)) {
      const fromX = Math.max(spot.left, tile.column * SIDE);
      const fromY = Math.max(spot.top, tile.row * SIDE);
      const width = Math.min(spot.right, (tile.column + 1) * SIDE) - fromX;
      const height = Math.min(spot.bottom, (tile.row + 1) * SIDE) - fromY;
      if (width <= 0 || height <= 0) continue;
      ctx.drawImage(
        tile.ctx.canvas,
        fromX - tile.column * SIDE,
        fromY - tile.row * SIDE,
        width,
        height,
        x + fromX,
        y + fromY,
        width,
        height,
      );
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** The view at which this layer's tiles lie exactly on device pixels. */
  snapped(view: View): View {
    if (view.scale !== this.scale) return view;
    const { ratio } = this.#scene;
    const [x, y] = this.#origin(view);
    return { scale: view.scale, x: x / ratio, y: y / ratio };
  }

  /** Lets tiles go that are far from what is shown. */
  trim(view: View, size: Size): void {
    const { left, top, right, bottom } = this.#range(view, size);
    const columns = right - left + 1;
    const rows = bottom - top + 1;
    if (this.#tiles.size <= columns * rows * 4) return;
    for (const [key, { column, row }] of this.#tiles) {
      const near =
        column >= left - columns / 2 &&
        column <= right + columns / 2 &&
        row >= top - rows / 2 &&
        row <= bottom + rows / 2;
      if (!near) this.#tiles.delete(key);
    }
  }

  #origin(view: View): [x: number, y: number] {
    const { ratio } = this.#scene;
    const exact = view.scale === this.scale;
    const place = (offset: number): number => (exact ? Math.round(offset * ratio) : offset * ratio);
    return [place(view.x), place(view.y)];
  }

  #range(view: View, size: Size): Range {
    const { ratio } = this.#scene;
    const side = (SIDE * view.scale) / this.scale;
    const [x, y] = this.#origin(view);
    return {
      left: Math.floor(-x / side),
      top: Math.floor(-y / side),
      right: Math.ceil((size.width * ratio - x) / side) - 1,
      bottom: Math.ceil((size.height * ratio - y) / side) - 1,
    };
  }

  #fromMiddle({ left, top, right, bottom }: Range): [column: number, row: number][] {
    const tiles: [number, number][] = [];
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) tiles.push([column, row]);
    }
    const middleColumn = (left + right) / 2;
    const middleRow = (top + bottom) / 2;
    const away = ([column, row]: readonly [number, number]): number =>
      (column - middleColumn) ** 2 + (row - middleRow) ** 2;
    return tiles.sort((a, b) => away(a) - away(b));
  }

  #damageOne(seat: number): void {
    for (const tile of this.#tilesOf(this.#spotOf(seat))) tile.dirty.add(seat);
  }

  /** A seat's mark in this layer's device pixels, counted from the chart's origin. */
  #spotOf(seat: number): Range {
    const { layout, ratio } = this.#scene;
    const x = (layout.xs[seat] ?? 0) * this.scale * ratio;
    const y = (layout.ys[seat] ?? 0) * this.scale * ratio;
    const reach = (this.sprites.reach + 1) * 1.2 * ratio;
    return {
      left: Math.floor(x - reach),
      top: Math.floor(y - reach),
      right: Math.ceil(x + reach),
      bottom: Math.ceil(y + reach),
    };
  }

  *#tilesOf({ left, top, right, bottom }: Range): Generator<Tile> {
    for (let row = Math.floor(top / SIDE); row <= Math.floor(bottom / SIDE); row += 1) {
      for (let column = Math.floor(left / SIDE); column <= Math.floor(right / SIDE); column += 1) {
        const tile = this.#tiles.get(keyOf(column, row));
        if (tile) yield tile;
      }
    }
  }

  #make(column: number, row: number): number {
    const canvas = document.createElement('canvas');
    canvas.width = SIDE;
    canvas.height = SIDE;
    const ctx = canvas.getContext('2d', { alpha: false });
    if (!ctx) return 1;
    const tile = { column, row, ctx, dirty: new Set<number>() };
    this.#tiles.set(keyOf(column, row), tile);
    this.#draw(tile, {
      left: column * SIDE,
      top: row * SIDE,
      right: (column + 1) * SIDE,
      bottom: (row + 1) * SIDE,
    });
    return this.#cost();
  }

  /** About how many marks a whole tile has, each as dear as it is to draw at this scale. */
  #cost(): number {
    const { layout, ratio } = this.#scene;
    const pitch = layout.seatRadius * this.scale * ratio * 2.4;
    return 100 + (SIDE / pitch) ** 2 * this.#weight;
  }

  #patch(tile: Tile): number {
    const seats = [...tile.dirty];
    tile.dirty.clear();
    const whole = {
      left: tile.column * SIDE,
      top: tile.row * SIDE,
      right: (tile.column + 1) * SIDE,
      bottom: (tile.row + 1) * SIDE,
    };
    if (seats.length > MANY_DIRTY) {
      this.#draw(tile, whole);
      return this.#cost();
    }
    for (const seat of seats) {
      const spot = this.#spotOf(seat);
      this.#draw(tile, {
        left: Math.max(spot.left, whole.left),
        top: Math.max(spot.top, whole.top),
        right: Math.min(spot.right, whole.right),
        bottom: Math.min(spot.bottom, whole.bottom),
      });
    }
    return seats.length * 12 * this.#weight;
  }

  /** Draws a part of a tile anew. */
  #draw({ ctx, column, row }: Tile, part: Range): void {
    const { ratio } = this.#scene;
    const width = part.right - part.left;
    const height = part.bottom - part.top;
    if (width <= 0 || height <= 0) return;
    const x = part.left - column * SIDE;
    const y = part.top - row * SIDE;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, x, y);
    ctx.beginPath();
    ctx.rect(0, 0, width / ratio, height / ratio);
    ctx.clip();
    drawStill(ctx, {
      ...this.#scene,
      sprites: this.sprites,
      view: { scale: this.scale, x: -part.left / ratio, y: -part.top / ratio },
      size: { width: width / ratio, height: height / ratio },
    });
    ctx.restore();
  }
}

function keyOf(column: number, row: number): number {
  return (row + COLUMNS / 2) * COLUMNS + column + COLUMNS / 2;
}
