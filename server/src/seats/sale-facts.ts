import type { NeighbourRun } from '@ticket-flow/client/protocol';
import type { SaleTerms } from './seat-store.ts';

/** What selling the seats of one performance needs to know; handed in by compose. */
export interface SaleFacts {
  readonly performanceId: number;
  readonly seatCount: number;
  /** When the performance begins; a pause or a cancelled sale does not change it. */
  readonly startsAt: number;
  readonly terms: SaleTerms;
  readonly holdTtlMs: number;
  readonly holdCapMs: number;
  labelOf(seat: number): string;
  uidOf(seat: number): string;
  /** False for a seat without a grade: it has no price. */
  isPriced(seat: number): boolean;
  runsTouching(seats: readonly number[]): readonly NeighbourRun[];
  area(name: string): { readonly first: number; readonly capacity: number } | undefined;
}

export interface SaleTermsPort {
  /** Throws NOT_FOUND. May answer from a copy; `reload` reads again. */
  of(performanceId: number): Promise<SaleFacts>;
  reload(performanceId: number): Promise<SaleFacts>;
}

/** A seat as a person is told about it. */
export interface NamedSeat {
  readonly seat: number;
  readonly label: string;
}

export function nameSeats(facts: SaleFacts, seats: readonly number[]): NamedSeat[] {
  return seats.map((seat) => ({ seat, label: facts.labelOf(seat) }));
}
