import type { Look } from '../model/looks.ts';
import { drawMark } from './marks.ts';
import type { MapTheme } from './theme.ts';

const KINDS = 64;

/** Marks of the present size, drawn once each: copying an image is far cheaper than a path. */
export class Sprites {
  readonly #images = new Map<number, HTMLCanvasElement>();
  #radius = 0;
  #ratio = 0;
  #theme: MapTheme | undefined;

  /** Forgets the images when the size or the colours are others. */
  prepare(radius: number, ratio: number, theme: MapTheme): void {
    const rounded = Math.round(radius * 4) / 4;
    if (rounded === this.#radius && ratio === this.#ratio && theme === this.#theme) return;
    this.#radius = rounded;
    this.#ratio = ratio;
    this.#theme = theme;
    this.#images.clear();
  }

  /** Half the width of an image, in CSS pixels. */
  get reach(): number {
    return Math.ceil(this.#radius * 1.5) + 1;
  }

  image(look: Look, rank: number): HTMLCanvasElement {
    const key = look * KINDS + rank + 1;
    const found = this.#images.get(key);
    if (found) return found;
    const made = this.#draw(look, rank);
    this.#images.set(key, made);
    return made;
  }

  #draw(look: Look, rank: number): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(this.reach * 2 * this.#ratio);
    canvas.height = canvas.width;
    const ctx = canvas.getContext('2d');
    if (!ctx || !this.#theme) return canvas;
    ctx.scale(this.#ratio, this.#ratio);
    const mark = { x: this.reach, y: this.reach, radius: this.#radius, look, rank };
    drawMark(ctx, mark, this.#theme);
    return canvas;
  }
}
