import type { Shape } from '@ticket-flow/client/protocol';

/**
 * What every format is read into, before names are made unique and the drawing is fitted to its
 * canvas. Coordinates are absolute, in the units of the source.
 */
export interface DraftSeat {
  /** May be blank or repeat. */
  readonly number: string;
  /** The source's own identity of the seat; may be blank or repeat. */
  readonly uid: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Index into the draft's categories. */
  readonly category: number;
  readonly flags: number;
}

export interface DraftRow {
  readonly name: string;
  readonly seats: readonly DraftSeat[];
}

export interface DraftSection {
  readonly name: string;
  readonly rows: readonly DraftRow[];
  /** Decoration that belongs to the section and moves with it. */
  readonly shapes: readonly Shape[];
}

export interface DraftCategory {
  readonly name: string;
  /** `#rrggbb`, if the source gave one. */
  readonly color?: string;
}

export interface ChartDraft {
  readonly name: string;
  readonly categories: readonly DraftCategory[];
  readonly sections: readonly DraftSection[];
}
