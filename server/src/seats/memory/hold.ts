import { SeatState, findOrphans } from '@ticket-flow/client/protocol';
import { formatMember, formatToken, parseMember } from '../hold-member.ts';
import type { AdmissionList } from '../admission.ts';
import type { AreaRequest, ExpiredHold, Hold, HoldCommand, HoldReply } from '../seat-store.ts';
import { clearExpired } from './expiry.ts';
import { addToCount, holderOf, positionOf, setSeats } from './performance-state.ts';
import type { PerformanceState } from './performance-state.ts';

/** HOLD-1 to HOLD-4 on a usable image. */
export function hold(
  state: PerformanceState,
  command: HoldCommand,
  now: number,
  batch: number,
  admissions: AdmissionList | undefined,
): HoldReply {
  const { terms } = command;
  if (terms.config !== state.config) return { code: 'STALE_CONFIG', position: positionOf(state) };
  if (now < terms.opensAt || now >= terms.closesAt) {
    return { code: 'CLOSED', position: positionOf(state) };
  }
  const made = repeated(state, command, now);
  if (made) return { code: 'OK', hold: made, position: positionOf(state), cleared: [] };

  const out = terms.admission ? keptOut(command, now, admissions) : undefined;
  if (out) return { code: out, position: positionOf(state) };

  const first = tryHold(state, command, now, []);
  if (!worthClearing(first)) return first;
  const { expired, more } = clearExpired(state, now, batch);
  if (expired.length === 0) return first;
  const second = tryHold(state, command, now, expired);
  if (worthClearing(second) && more) {
    return { code: 'AGAIN', position: positionOf(state), cleared: expired };
  }
  return second;
}

/** WAIT-4: what the waiting room says now is asked, whatever the token said. */
function keptOut(
  { performanceId, admission }: HoldCommand,
  now: number,
  admissions: AdmissionList | undefined,
): 'NOT_ADMITTED' | 'ROOM_LOST' | undefined {
  const entry = admission ?? { account: '', number: 0 };
  const until = admissions?.until(performanceId, entry) ?? 0;
  if (until === 'LOST') return 'ROOM_LOST';
  return now < until ? undefined : 'NOT_ADMITTED';
}

function worthClearing(reply: HoldReply): boolean {
  return reply.code === 'TAKEN' || reply.code === 'LIMIT' || reply.code === 'AREA_FULL';
}

/** HOLD-10: the live hold an earlier copy of this request made. */
function repeated(state: PerformanceState, command: HoldCommand, now: number): Hold | undefined {
  for (const { requestId, member } of holderOf(state, command.holder).holds) {
    const expiresAt = state.holds.get(member);
    // An expired hold of the same id may still be listed before the live one.
    const live = expiresAt !== undefined && expiresAt > now;
    if (requestId === command.requestId && live) return describe(state, member, expiresAt);
  }
  return undefined;
}

function tryHold(
  state: PerformanceState,
  command: HoldCommand,
  now: number,
  cleared: readonly ExpiredHold[],
): HoldReply {
  const position = positionOf(state);
  const picked = pickSeats(state, command.wanted);
  if ('free' in picked) return { code: 'AREA_FULL', free: picked.free, position, cleared };
  const { seats } = picked;

  const taken = seats.filter((seat) => {
    const seatState = state.bits.get(seat);
    return seatState === SeatState.Held || seatState === SeatState.Sold;
  });
  if (taken.length > 0) return { code: 'TAKEN', seats: taken, position, cleared };
  const withheld = seats.filter((seat) => state.bits.get(seat) === SeatState.NotForSale);
  if (withheld.length > 0) return { code: 'CHANNEL', seats: withheld, position, cleared };

  const { limit, orphanRule } = command.terms;
  if (holderOf(state, command.holder).count + seats.length > limit) {
    return { code: 'LIMIT', limit, position, cleared };
  }
  const orphans = findOrphans(orphanRule, command.runs, new Set(seats), (seat) =>
    state.bits.get(seat),
  );
  if (orphans.length > 0) return { code: 'ORPHAN', seats: orphans, position, cleared };

  return {
    code: 'OK',
    hold: take(state, command, seats, now),
    position: positionOf(state),
    cleared,
  };
}

/** The seats asked for by number, or the first free places of an area. */
function pickSeats(
  state: PerformanceState,
  wanted: readonly number[] | AreaRequest,
): { seats: readonly number[] } | { free: number } {
  if (!('count' in wanted)) return { seats: wanted };
  const free: number[] = [];
  for (let k = 0; k < wanted.capacity && free.length < wanted.count; k += 1) {
    if (state.bits.get(wanted.first + k) === SeatState.Free) free.push(wanted.first + k);
  }
  return free.length === wanted.count ? { seats: free } : { free: free.length };
}

function take(
  state: PerformanceState,
  command: HoldCommand,
  seats: readonly number[],
  now: number,
): Hold {
  setSeats(state, seats, SeatState.Held);
  const cap = now + command.capMs;
  const expiresAt = Math.min(now + command.ttlMs, cap);
  const member = formatMember({ holdId: state.version, holder: command.holder, cap, seats });
  state.holds.set(member, expiresAt);
  addToCount(state, command.holder, seats.length);
  holderOf(state, command.holder).holds.push({ requestId: command.requestId, member });
  return describe(state, member, expiresAt);
}

/** The hold behind a member as its owner sees it. */
export function describe(state: PerformanceState, member: string, expiresAt: number): Hold {
  const parsed = parseMember(member);
  return {
    token: formatToken(state.epoch, member),
    seats: parsed?.seats ?? [],
    expiresAt,
    cap: parsed?.cap ?? expiresAt,
  };
}
