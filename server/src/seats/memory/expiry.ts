import { SeatState } from '@ticket-flow/client/protocol';
import { formatToken, parseMember } from '../hold-member.ts';
import type { ExpiredHold } from '../seat-store.ts';
import { addToCount, dropHold, expiredMembers, setSeats } from './performance-state.ts';
import type { PerformanceState } from './performance-state.ts';

/** HOLD-7: clears at most `batch` holds whose time is up; their seats become free. */
export function clearExpired(
  state: PerformanceState,
  now: number,
  batch: number,
): { expired: ExpiredHold[]; more: boolean } {
  const due = expiredMembers(state, now);
  const expired: ExpiredHold[] = [];
  for (const member of due.slice(0, batch)) {
    const hold = parseMember(member);
    if (!hold) continue;
    dropHold(state, member);
    addToCount(state, hold.holder, -hold.seats.length);
    expired.push({
      holder: hold.holder,
      token: formatToken(state.epoch, member),
      seats: hold.seats,
    });
  }
  setSeats(
    state,
    expired.flatMap((hold) => hold.seats),
    SeatState.Free,
  );
  return { expired, more: due.length > batch };
}
