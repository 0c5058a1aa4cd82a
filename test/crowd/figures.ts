import type { SeatBits } from '@ticket-flow/client';

/** The one JSON object a run ends with. */
export interface CrowdFigures {
  readonly holds: number;
  /** Refusals that belong to a rush: taken, limit, would leave a single seat … */
  readonly hold_conflicts: number;
  readonly orders_paid: number;
  readonly seats_sold: number;
  /** Seats for which more than one ticket was issued. */
  readonly double_sold: number;
  readonly viewers_compared: number;
  /** Viewers whose final map is not the server's. */
  readonly divergent_viewers: number;
  readonly hold_ms_p50: number;
  readonly hold_ms_p99: number;
  /** From a hold's ack to the change on a viewer's map. */
  readonly seen_ms_p50: number;
  readonly seen_ms_p99: number;
  readonly errors: number;
}

/** Seats that stand in more than one ticket. */
export function countDoubleSold(ticketSeats: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const seat of ticketSeats) seen.set(seat, (seen.get(seat) ?? 0) + 1);
  return [...seen.values()].filter((tickets) => tickets > 1).length;
}

/** Maps that differ from the server's in at least one seat, or have none at all. */
export function countDivergent(
  server: SeatBits,
  viewers: readonly (SeatBits | undefined)[],
): number {
  return viewers.filter((bits) => bits === undefined || !sameMap(server, bits)).length;
}

function sameMap(a: SeatBits, b: SeatBits): boolean {
  if (a.seatCount !== b.seatCount) return false;
  for (let seat = 0; seat < a.seatCount; seat += 1) if (a.get(seat) !== b.get(seat)) return false;
  return true;
}

/** The value below which a share of the samples lies; 0 without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return Math.round((sorted[at] ?? 0) * 10) / 10;
}
