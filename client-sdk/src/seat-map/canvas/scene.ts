import type { LookBook } from '../model/looks.ts';
import type { MapLayout } from '../model/layout.ts';
import type { Sprites } from './sprites.ts';
import type { MapTheme } from './theme.ts';
import type { Size, View } from './viewport.ts';

/** Words on the map; the chart's own captions come in one language only. */
export interface MapWords {
  readonly caption: (text: string) => string;
  /** "12 left" under the name of a section or an area; or that nothing is. */
  readonly left: (free: number) => string;
}

/** All that one picture is made of. */
export interface Scene {
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly view: View;
  readonly size: Size;
  readonly theme: MapTheme;
  readonly sprites: Sprites;
  readonly words: MapWords;
  /** Seat or area under the pointer or of the keyboard. */
  readonly pointed: Pointed | undefined;
  /** Grade that is asked for; the others step back. */
  readonly onlyGrade: number | undefined;
  readonly now: number;
  readonly still: boolean;
}

export type Pointed =
  | { readonly kind: 'seat'; readonly seat: number }
  | { readonly kind: 'area'; readonly area: number }
  | { readonly kind: 'section'; readonly section: number };

/** Below this radius on the screen a section is one block, seats would be dust. */
export const BLOCK_RADIUS = 1.7;
/** Below this one a seat is a small rectangle, from it on a mark with a form. */
export const MARK_RADIUS = 3;
export const NUMBER_RADIUS = 8;
export const FADE_MS = 150;

export function seatRadius({ layout, view }: Pick<Scene, 'layout' | 'view'>): number {
  return layout.seatRadius * view.scale;
}

export function isBlocks(scene: Pick<Scene, 'layout' | 'view'>): boolean {
  return seatRadius(scene) < BLOCK_RADIUS;
}
