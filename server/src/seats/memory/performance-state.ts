import { SeatBits } from '@ticket-flow/client/protocol';
import type { Position, SeatState } from '@ticket-flow/client/protocol';
import { parseMember } from '../hold-member.ts';
import type { OwnerRecord, SeatImage } from '../seat-store.ts';

/** One performance in process: the same four parts that Redis keeps under four keys. */
export interface PerformanceState {
  readonly epoch: number;
  readonly incarnation: number;
  version: number;
  config: number;
  readonly bits: SeatBits;
  /** Holds that can expire: member → expiry in milliseconds. */
  readonly holds: Map<string, number>;
  /** Order records by owner id. */
  readonly records: Map<string, OwnerRecord>;
  readonly holders: Map<string, HolderEntry>;
}

export interface HolderEntry {
  /** Seats in holds and in order records together (HOLD-9). */
  count: number;
  holds: { requestId: string; member: string }[];
}

export function stateFromImage(image: SeatImage, incarnation: number): PerformanceState {
  const state: PerformanceState = {
    epoch: image.epoch,
    incarnation,
    version: 1,
    config: image.config,
    bits: new SeatBits(image.seatCount),
    holds: new Map(),
    records: new Map(),
    holders: new Map(),
  };
  for (const { state: seatState, ...record } of image.records) {
    state.records.set(record.ownerId, record);
    for (const seat of record.seats) state.bits.set(seat, seatState);
    if (record.holder !== '') addToCount(state, record.holder, record.seats.length);
  }
  return state;
}

export function positionOf(state: PerformanceState): Position {
  return { epoch: state.epoch, version: state.version };
}

/** Puts seats into a state; the version rises once, and only if a bit changed (EPOCH-2). */
export function setSeats(
  state: PerformanceState,
  seats: readonly number[],
  seatState: SeatState,
): void {
  const changing = seats.filter((seat) => state.bits.get(seat) !== seatState);
  if (changing.length === 0) return;
  for (const seat of changing) state.bits.set(seat, seatState);
  state.version += 1;
}

export function holderOf(state: PerformanceState, holder: string): HolderEntry {
  return state.holders.get(holder) ?? { count: 0, holds: [] };
}

export function addToCount(state: PerformanceState, holder: string, seats: number): void {
  const entry = holderOf(state, holder);
  entry.count += seats;
  if (entry.count <= 0) state.holders.delete(holder);
  else state.holders.set(holder, entry);
}

/** Takes a hold out of the expiring set and out of its holder's list; its seats stay as they are. */
export function dropHold(state: PerformanceState, member: string): void {
  state.holds.delete(member);
  const parsed = parseMember(member);
  const entry = parsed && state.holders.get(parsed.holder);
  if (entry) entry.holds = entry.holds.filter((hold) => hold.member !== member);
}

/** Members whose time is up, oldest first; ties in the order of their text, as Redis sorts them. */
export function expiredMembers(state: PerformanceState, now: number): string[] {
  return [...state.holds]
    .filter(([, expiry]) => expiry <= now)
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
    .map(([member]) => member);
}
