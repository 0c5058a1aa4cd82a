import type { Point } from '../../protocol/index.ts';

/** What a place on the map belongs to. */
export type Pointed =
  | { readonly kind: 'seat'; readonly seat: number }
  | { readonly kind: 'area'; readonly area: number }
  | { readonly kind: 'section'; readonly section: number };

export interface Pointing {
  readonly pointed: Pointed;
  /** In CSS pixels of the map. */
  readonly at: Point;
}
