import type { Context } from './scene.ts';
import { TileLayer } from './tiles.ts';
import type { TileScene } from './tiles.ts';
import type { Size, View } from './viewport.ts';

/** While zooming, tiles are stretched this far before new ones are drawn on the way. */
const MOST_STRETCH = 1.8;

/**
 * The layer of tiles at the present scale, and the one before, which fills in until the present
 * one is complete.
 */
export class Layers {
  #scene: TileScene;
  #present: TileLayer | undefined;
  #before: TileLayer | undefined;

  constructor(scene: TileScene) {
    this.#scene = scene;
  }

  get present(): TileLayer | undefined {
    return this.#present;
  }

  /** Everything looks different: colours, words, floor, filter. */
  renew(scene: TileScene): void {
    this.#scene = scene;
    // Yesterday's picture is still better than none for the moment that drawing takes.
    this.#before = this.#present ?? this.#before;
    this.#present = undefined;
  }

  forget(): void {
    this.#present = undefined;
    this.#before = undefined;
  }

  damage(seats: readonly number[]): void {
    this.#present?.damage(seats);
    this.#before?.damage(seats);
  }

  /** The layer to work on for this view. While zooming, the one at hand is stretched. */
  choose(view: View, zooming: boolean): TileLayer {
    const { scale } = view;
    const present = this.#present;
    if (present?.scale === scale) return present;
    if (present && zooming) {
      const stretch = scale / present.scale;
      if (stretch < MOST_STRETCH && stretch > 1 / MOST_STRETCH) return present;
    }
    if (present) this.#before = present;
    this.#present = new TileLayer(this.#scene, scale);
    return this.#present;
  }

  copyBackdrop(ctx: Context, view: View, size: Size): void {
    this.#before?.copy(ctx, view, size);
  }

  /** The present layer covers all that is seen: what filled in is not needed any more. */
  settled(): void {
    this.#before = undefined;
  }
}
