import type { NamedSeat } from './sale-facts.ts';

export interface ExpiredNotice {
  readonly performanceId: number;
  readonly holder: string;
  readonly token: string;
  readonly seats: readonly NamedSeat[];
}

/** What happened to seats, for whoever shows it. Carries nothing that must be believed. */
export interface SeatListeners {
  /** Some seat of the performance may look different now. */
  changed(performanceId: number): void;
  holdsChanged(performanceId: number, holder: string): void;
  holdExpired(notice: ExpiredNotice): void;
}

/** A set of listeners that is told as one; each hears what it has a function for. */
export function createListeners(): SeatListeners & {
  add(listener: Partial<SeatListeners>): void;
} {
  const all: Partial<SeatListeners>[] = [];
  return {
    add: (listener) => void all.push(listener),
    changed: (performanceId) => {
      for (const listener of all) listener.changed?.(performanceId);
    },
    holdsChanged: (performanceId, holder) => {
      for (const listener of all) listener.holdsChanged?.(performanceId, holder);
    },
    holdExpired: (notice) => {
      for (const listener of all) listener.holdExpired?.(notice);
    },
  };
}
