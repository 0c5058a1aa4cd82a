import { checksumOf, comparePositions, updateChecksum } from '@ticket-flow/client/protocol';
import type { Position, SeatBits, SeatChange } from '@ticket-flow/client/protocol';
import type { SeatMapImage } from '../seats/index.ts';

/** This node's copy of one performance's map. Only ever moves to a higher position (FEED-2). */
export interface Replica {
  readonly position: Position;
  /** Never changed in place: a move brings a new one. */
  readonly bits: SeatBits;
  readonly checksum: number;
  readonly live: boolean;
}

export interface ReplicaMove {
  readonly replica: Replica;
  readonly from: Position;
  readonly changes: readonly SeatChange[];
}

export function createReplica({ position, bits }: SeatMapImage): Replica {
  return { position, bits, checksum: checksumOf(bits), live: true };
}

/** FEED-2, FEED-4: what a fresh read means for the replica. */
export function advance(replica: Replica, image: SeatMapImage): 'same' | 'behind' | ReplicaMove {
  const order = comparePositions(image.position, replica.position);
  if (order === 0) return 'same';
  if (order < 0) return 'behind';
  const changes = diff(replica.bits, image.bits);
  let { checksum } = replica;
  for (const { seat, state } of changes) {
    checksum = updateChecksum(checksum, seat, replica.bits.get(seat), state);
  }
  const { position, bits } = image;
  return { replica: { position, bits, checksum, live: true }, from: replica.position, changes };
}

/** Seats whose state differs; whole bytes that are equal are passed over. */
export function diff(before: SeatBits, after: SeatBits): SeatChange[] {
  const changes: SeatChange[] = [];
  for (let byte = 0; byte < after.bytes.length; byte += 1) {
    if (before.bytes[byte] === after.bytes[byte]) continue;
    for (let seat = byte * 4; seat < Math.min(byte * 4 + 4, after.seatCount); seat += 1) {
      const state = after.get(seat);
      if (before.get(seat) !== state) changes.push({ seat, state });
    }
  }
  return changes;
}

/** FEED-10: two reads at one position must be the same bytes. */
export function sameBits(a: SeatBits, b: SeatBits): boolean {
  return a.bytes.length === b.bytes.length && a.bytes.every((byte, at) => byte === b.bytes[at]);
}
