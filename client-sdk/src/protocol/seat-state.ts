/** What everyone may know of a seat. Two bits, on the wire and in the store. */
export const SeatState = {
  Free: 0,
  Held: 1,
  Sold: 2,
  NotForSale: 3,
} as const;
export type SeatState = (typeof SeatState)[keyof typeof SeatState];

/** A moment in the life of a performance's seats; compared epoch first. */
export interface Position {
  readonly epoch: number;
  readonly version: number;
}

/** Negative when `a` is earlier than `b`, 0 when equal, positive when later. */
export function comparePositions(a: Position, b: Position): number {
  return a.epoch - b.epoch || a.version - b.version;
}

/** Seat states packed four to a byte, the first seat in the highest two bits. */
export class SeatBits {
  readonly bytes: Uint8Array;
  readonly seatCount: number;

  constructor(seatCount: number, bytes: Uint8Array = new Uint8Array(packedLength(seatCount))) {
    if (bytes.length < packedLength(seatCount)) {
      throw new RangeError(`${String(bytes.length)} bytes cannot hold ${String(seatCount)} seats`);
    }
    this.seatCount = seatCount;
    this.bytes = bytes;
  }

  get(seat: number): SeatState {
    return (((this.bytes[seat >> 2] ?? 0) >> (6 - 2 * (seat & 3))) & 3) as SeatState;
  }

  set(seat: number, state: SeatState): void {
    const shift = 6 - 2 * (seat & 3);
    const byte = this.bytes[seat >> 2] ?? 0;
    this.bytes[seat >> 2] = (byte & ~(3 << shift)) | (state << shift);
  }

  clone(): SeatBits {
    return new SeatBits(this.seatCount, this.bytes.slice());
  }
}

export function packedLength(seatCount: number): number {
  return Math.ceil(seatCount / 4);
}
