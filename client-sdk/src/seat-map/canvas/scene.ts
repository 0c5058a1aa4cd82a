import type { LookBook } from '../model/looks.ts';
import type { MapLayout } from '../model/layout.ts';
import type { Words } from '../words/words.ts';
import type { Sprites } from './sprites.ts';
import type { MapTheme } from './theme.ts';
import type { Size, View } from './viewport.ts';

export type Context = CanvasRenderingContext2D;

/** All that one picture, or one part of it, is made of. */
export interface Scene {
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly view: View;
  /** In CSS pixels. */
  readonly size: Size;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
  readonly theme: MapTheme;
  readonly sprites: Sprites;
  readonly words: Pick<Words, 'caption' | 'left'>;
  /** Floor that is shown; undefined for all. */
  readonly floor: number | undefined;
  /** Ranks of the grades that are asked for, undefined for all; the others step back. */
  readonly wanted: ReadonlySet<number> | undefined;
}

/**
 * The levels of detail. Below the first radius (of a seat on the screen, in CSS pixels) a section is
 * one block: seats would be dust. Below the second, rows of small squares. From it on, a seat is a
 * mark with a form, and from the third on with its number.
 */
export const BLOCK_RADIUS = 1.7;
export const MARK_RADIUS = 3;
export const NUMBER_RADIUS = 8;

/** How much is left of what is not asked for. */
export const STEPPED_BACK = 0.18;
export const FADE_MS = 150;

export type Detail = 'sections' | 'rows' | 'seats';

type Placed = Pick<Scene, 'layout' | 'view'>;

export function seatRadius({ layout, view }: Placed): number {
  return layout.seatRadius * view.scale;
}

export function detailOf(placed: Placed): Detail {
  const radius = seatRadius(placed);
  if (radius < BLOCK_RADIUS) return 'sections';
  return radius < MARK_RADIUS ? 'rows' : 'seats';
}

export function stepsBack({ wanted }: Pick<Scene, 'wanted'>, rank: number): boolean {
  return wanted !== undefined && !wanted.has(rank);
}

export function isShown({ floor }: Pick<Scene, 'floor'>, on: number): boolean {
  return floor === undefined || floor === on;
}
