import type { AreaRequest } from './seat-store.ts';

/** HOLD-3: refusals that can be told from the request alone, before any store is asked. */
export function checkSeats(
  wanted: readonly number[] | AreaRequest,
  seatCount: number,
): { code: 'UNKNOWN_SEAT' | 'DUPLICATE'; seats: number[] } | undefined {
  if ('count' in wanted) {
    const known = wanted.first >= 0 && wanted.first + wanted.capacity <= seatCount;
    return known ? undefined : { code: 'UNKNOWN_SEAT', seats: [] };
  }
  const unknown = wanted.filter((seat) => !Number.isInteger(seat) || seat < 0 || seat >= seatCount);
  if (unknown.length > 0) return { code: 'UNKNOWN_SEAT', seats: unknown };
  if (wanted.length === 1) return undefined;
  const repeated = wanted.filter((seat, k) => wanted.indexOf(seat) !== k);
  return repeated.length > 0 ? { code: 'DUPLICATE', seats: [...new Set(repeated)] } : undefined;
}
