import type { Look } from '../model/looks.ts';
import { drawMark } from './marks.ts';
import type { MapTheme } from './theme.ts';

const KINDS = 64;

/** Marks of one size, drawn once each: copying an image is far cheaper than a path. */
export class Sprites {
  /** Half the width of an image, in CSS pixels. */
  readonly reach: number;
  readonly #radius: number;
  readonly #ratio: number;
  readonly #theme: MapTheme;
  readonly #images = new Map<number, HTMLCanvasElement>();

  constructor(radius: number, ratio: number, theme: MapTheme) {
    this.reach = Math.ceil(radius * 1.5) + 1;
    this.#radius = radius;
    this.#ratio = ratio;
    this.#theme = theme;
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
    if (!ctx) return canvas;
    ctx.scale(this.#ratio, this.#ratio);
    const mark = { x: this.reach, y: this.reach, radius: this.#radius, look, rank };
    drawMark(ctx, mark, this.#theme);
    return canvas;
  }
}
