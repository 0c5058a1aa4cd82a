import type { ReactNode } from 'react';
import type { PosterColours } from './colours.ts';

export const POSTER_WIDTH = 300;
export const POSTER_HEIGHT = 420;

export interface MotifProps {
  readonly c: PosterColours;
  /** Prefix of ids in this drawing; several posters share a page. */
  readonly id: string;
}

export interface Motif {
  readonly Art: (props: MotifProps) => ReactNode;
  /** Where the composition leaves room for the title. */
  readonly title: 'top' | 'bottom';
  /** How high the title may be. */
  readonly room: number;
  readonly titleColour: (c: PosterColours) => string;
}
