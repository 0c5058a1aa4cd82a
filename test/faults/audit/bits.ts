/** Two bits a seat, four seats a byte, the first seat highest. Written from the protocol's text. */
export const STATE = { free: 0, held: 1, sold: 2, notForSale: 3 } as const;

export interface Position {
  readonly epoch: number;
  readonly version: number;
}

/** What a performance's bits key holds. */
export interface StoredMap {
  readonly position: Position;
  readonly incarnation: number;
  readonly config: number;
  readonly bytes: Uint8Array;
}

const HEADER_BYTES = 16;

/** Undefined for a key that is missing or too short to be a map. */
export function decodeMap(value: Buffer | null): StoredMap | undefined {
  if (!value || value.length < HEADER_BYTES) return undefined;
  return {
    position: { version: value.readUInt32BE(0), epoch: value.readUInt32BE(4) },
    incarnation: value.readUInt32BE(8),
    config: value.readUInt32BE(12),
    bytes: value.subarray(HEADER_BYTES),
  };
}

/** State of a seat; undefined where the map ends before it. */
export function stateAt(bytes: Uint8Array, seat: number): number | undefined {
  const byte = bytes[Math.floor(seat / 4)];
  if (byte === undefined) return undefined;
  return Math.floor(byte / 4 ** (3 - (seat % 4))) % 4;
}

/** Seats whose state is not the expected one. */
export function differingSeats(bytes: Uint8Array, expected: readonly number[]): number[] {
  return expected.flatMap((state, seat) => (stateAt(bytes, seat) === state ? [] : [seat]));
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
