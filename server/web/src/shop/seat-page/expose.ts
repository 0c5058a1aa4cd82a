import type { MapLayout } from '../seat-map/layout.ts';
import { LOOK_NAMES } from '../seat-map/looks.ts';
import type { LookBook, LookName } from '../seat-map/looks.ts';
import type { SeatMapRenderer } from '../seat-map/renderer.ts';

/**
 * A canvas has no elements that an assistive tool or a browser test could find, so the map says
 * itself where a seat is, what it looks like, and brings it into view. People have the list view.
 */
export interface ExposedSeatMap {
  /** In CSS pixels of the window; null when the seat is unknown or out of sight. */
  screenPositionOf(label: string): { x: number; y: number } | null;
  lookOf(label: string): LookName | null;
  /** At once, without the movement. */
  zoomTo(label: string): void;
}

declare global {
  interface Window {
    __seatMap?: ExposedSeatMap;
  }
}

export function exposeSeatMap(
  canvas: HTMLCanvasElement,
  layout: MapLayout,
  book: LookBook,
  renderer: SeatMapRenderer,
): () => void {
  const exposed: ExposedSeatMap = {
    screenPositionOf: (label) => {
      const seat = layout.seatOfLabel.get(label);
      const at = seat === undefined ? undefined : renderer.positionOf(seat);
      if (!at) return null;
      const { left, top } = canvas.getBoundingClientRect();
      return { x: left + at.x, y: top + at.y };
    },
    lookOf: (label) => {
      const seat = layout.seatOfLabel.get(label);
      return seat === undefined ? null : LOOK_NAMES[book.get(seat)];
    },
    zoomTo: (label) => {
      const seat = layout.seatOfLabel.get(label);
      if (seat !== undefined) renderer.zoomToSeat(seat, false);
    },
  };
  window.__seatMap = exposed;
  return () => {
    if (window.__seatMap === exposed) delete window.__seatMap;
  };
}
