import { SeatState } from '@ticket-flow/client/protocol';
import { parseMember, parseToken } from '../hold-member.ts';
import { blockOwner } from '../seat-store.ts';
import type {
  BlockCommand,
  BlockReply,
  FreeCommand,
  Lost,
  MineReply,
  PinCommand,
  PinReply,
  ReleaseCommand,
  ReleaseReply,
  RenewCommand,
  RenewReply,
  SellCommand,
  SettleReply,
} from '../seat-store.ts';
import { describe } from './hold.ts';
import { addToCount, dropHold, holderOf, positionOf, setSeats } from './performance-state.ts';
import type { PerformanceState } from './performance-state.ts';

/** The member behind a token, if the token is this holder's and of this epoch (HOLD-8). */
function memberOf(state: PerformanceState, token: string, holder: string): string | undefined {
  const parsed = parseToken(token);
  if (!parsed || parsed.epoch !== state.epoch) return undefined;
  return parseMember(parsed.member)?.holder === holder ? parsed.member : undefined;
}

/** HOLD-5. */
export function renew(state: PerformanceState, command: RenewCommand, now: number): RenewReply {
  const member = memberOf(state, command.token, command.holder);
  const expiry = member === undefined ? undefined : state.holds.get(member);
  if (member === undefined || expiry === undefined || expiry <= now) {
    return { code: 'GONE', position: positionOf(state) };
  }
  const expiresAt = Math.min(now + command.ttlMs, parseMember(member)?.cap ?? 0);
  state.holds.set(member, expiresAt);
  return { code: 'OK', expiresAt, position: positionOf(state) };
}

/** HOLD-6. */
export function release(state: PerformanceState, command: ReleaseCommand): ReleaseReply {
  const member = memberOf(state, command.token, command.holder);
  if (member === undefined || !state.holds.has(member)) {
    return { code: 'GONE', position: positionOf(state) };
  }
  const seats = parseMember(member)?.seats ?? [];
  dropHold(state, member);
  addToCount(state, command.holder, -seats.length);
  setSeats(state, seats, SeatState.Free);
  return { code: 'OK', seats, position: positionOf(state) };
}

/** HOLD-10. */
export function mine(state: PerformanceState, holder: string, now: number): MineReply {
  const holds = holderOf(state, holder).holds.flatMap(({ member }) => {
    const expiresAt = state.holds.get(member);
    return expiresAt !== undefined && expiresAt > now ? [describe(state, member, expiresAt)] : [];
  });
  return { code: 'OK', holds, position: positionOf(state) };
}

/** PIN-1. */
export function pin(state: PerformanceState, command: PinCommand, now: number): PinReply {
  const existing = state.records.get(command.orderId);
  if (existing) {
    return existing.holder === command.holder
      ? { code: 'ALREADY', epoch: state.epoch, seats: existing.seats }
      : { code: 'GONE', position: positionOf(state) };
  }
  const members: string[] = [];
  for (const token of new Set(command.tokens)) {
    const member = memberOf(state, token, command.holder);
    const expiry = member === undefined ? undefined : state.holds.get(member);
    if (member === undefined || expiry === undefined || expiry <= now) {
      return { code: 'GONE', position: positionOf(state) };
    }
    members.push(member);
  }
  if (members.length === 0) return { code: 'GONE', position: positionOf(state) };
  const seats = members.flatMap((member) => parseMember(member)?.seats ?? []).sort((a, b) => a - b);
  for (const member of members) dropHold(state, member);
  state.records.set(command.orderId, {
    ownerId: command.orderId,
    holder: command.holder,
    seats,
    pinnedAt: now,
  });
  return { code: 'OK', epoch: state.epoch, seats };
}

/** BLOCK-1. */
export function block(state: PerformanceState, command: BlockCommand, now: number): BlockReply {
  const ownerId = blockOwner(command.blockId);
  const existing = state.records.get(ownerId);
  if (existing) {
    const { seats } = existing;
    return { code: 'ALREADY', epoch: state.epoch, seats, position: positionOf(state) };
  }
  const taken = command.seats.filter((seat) => state.bits.get(seat) !== SeatState.Free);
  if (taken.length > 0) return { code: 'TAKEN', seats: taken, position: positionOf(state) };
  const seats = [...command.seats].sort((a, b) => a - b);
  setSeats(state, seats, SeatState.NotForSale);
  state.records.set(ownerId, { ownerId, holder: '', seats, pinnedAt: now });
  return { code: 'OK', epoch: state.epoch, seats, position: positionOf(state) };
}

/** FREE-2, first half. */
export function sell(state: PerformanceState, command: SellCommand): SettleReply | Lost {
  if (state.epoch < command.minEpoch) return { code: 'LOST' };
  const record = state.records.get(command.ownerId);
  if (!record) return { code: 'NONE', position: positionOf(state) };
  setSeats(state, record.seats, SeatState.Sold);
  return { code: 'OK', position: positionOf(state) };
}

/** FREE-2, second half: only seats that the record lists. */
export function free(state: PerformanceState, command: FreeCommand): SettleReply | Lost {
  if (state.epoch < command.minEpoch) return { code: 'LOST' };
  const record = state.records.get(command.ownerId);
  const wanted = new Set(command.seats);
  const leaving = record?.seats.filter((seat) => wanted.has(seat)) ?? [];
  if (!record || leaving.length === 0) return { code: 'NONE', position: positionOf(state) };
  const staying = record.seats.filter((seat) => !wanted.has(seat));
  if (staying.length === 0) state.records.delete(record.ownerId);
  else state.records.set(record.ownerId, { ...record, seats: staying });
  if (record.holder !== '') addToCount(state, record.holder, -leaving.length);
  setSeats(state, leaving, SeatState.Free);
  return { code: 'OK', position: positionOf(state) };
}
