import type { SeatBits, SeatState } from './seat-state.ts';

/**
 * Changes of a frame as text: for each seat, `seat * 4 + state` in base 64, most significant digit
 * first. Three characters a seat reach seat 65,535; charts with more seats use four.
 */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
const THREE_CHARACTER_SEATS = 65_536;

export interface SeatChange {
  readonly seat: number;
  readonly state: SeatState;
}

/** Characters a change takes on a chart of this many seats. */
export function changeWidth(seatCount: number): 3 | 4 {
  return seatCount > THREE_CHARACTER_SEATS ? 4 : 3;
}

export function packChanges(changes: readonly SeatChange[], seatCount: number): string {
  const width = changeWidth(seatCount);
  let packed = '';
  for (const { seat, state } of changes) {
    const value = seat * 4 + state;
    for (let digit = width - 1; digit >= 0; digit -= 1) {
      packed += DIGITS[(value >> (6 * digit)) & 63] ?? '';
    }
  }
  return packed;
}

/** Throws a RangeError on text that is not a whole number of known changes. */
export function unpackChanges(packed: string, seatCount: number): SeatChange[] {
  const width = changeWidth(seatCount);
  if (packed.length % width !== 0) throw new RangeError('a change is cut off');
  const changes: SeatChange[] = [];
  for (let at = 0; at < packed.length; at += width) {
    let value = 0;
    for (const digit of packed.slice(at, at + width)) value = value * 64 + valueOf(digit);
    const seat = Math.floor(value / 4);
    if (seat >= seatCount) throw new RangeError(`seat ${String(seat)} is not on this chart`);
    changes.push({ seat, state: (value & 3) as SeatState });
  }
  return changes;
}

function valueOf(digit: string): number {
  const value = VALUES.get(digit);
  if (value === undefined) throw new RangeError(`"${digit}" is not a digit`);
  return value;
}

/** 32-bit mix of a seat and its state; free seats count nothing. */
function mix(seat: number, state: SeatState): number {
  if (state === 0) return 0;
  let h = Math.imul(seat * 4 + state + 1, 0x9e3779b1);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca77);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Checksum of a whole map: XOR of the mix of every seat. */
export function checksumOf(bits: SeatBits): number {
  let sum = 0;
  for (let seat = 0; seat < bits.seatCount; seat += 1) sum ^= mix(seat, bits.get(seat));
  return sum >>> 0;
}

/** The checksum after one seat changed. */
export function updateChecksum(
  sum: number,
  seat: number,
  before: SeatState,
  after: SeatState,
): number {
  return (sum ^ mix(seat, before) ^ mix(seat, after)) >>> 0;
}
