import { randomUUID } from 'node:crypto';
import type { HoldCommand, SaleTerms } from '../../../server/src/seats/seat-store.ts';

/** A hall of at least this size. */
const LEAST_SEATS = 20_000;
const SEATS_A_ROW = 40;
const HOUR_MS = 3_600_000;

export interface HoldsOrder {
  readonly performanceId: number;
  readonly count: number;
  readonly seatsEach: number;
}

export function seatCountOf({ count, seatsEach }: HoldsOrder): number {
  return Math.max(LEAST_SEATS, Math.ceil((count * seatsEach) / SEATS_A_ROW) * SEATS_A_ROW);
}

/** Holds of free seats, each by somebody new, as the service would order them of its store. */
export function holdsOf(order: HoldsOrder): HoldCommand[] {
  const { performanceId, count, seatsEach } = order;
  const seatCount = seatCountOf(order);
  const terms: SaleTerms = {
    ...{ config: 1, opensAt: Date.now() - HOUR_MS, closesAt: Date.now() + HOUR_MS },
    ...{ limit: 4, orphanRule: 'off' as const, admission: false },
  };
  return Array.from({ length: count }, (_, k): HoldCommand => {
    const first = k * seatsEach;
    const row = first - (first % SEATS_A_ROW);
    return {
      ...{ performanceId, seatCount, terms },
      ...{ holder: String(100_000 + k), requestId: randomUUID() },
      ...{ ttlMs: 300_000, capMs: 900_000 },
      wanted: Array.from({ length: seatsEach }, (_each, seat) => first + seat),
      runs: [{ first: row, length: SEATS_A_ROW }],
    };
  });
}
