import { gzipSync } from 'node:zlib';
import { SeatBits, SeatState, packedLength } from '@ticket-flow/client/protocol';
import { Redis } from 'ioredis';
import { createRandom } from '../../support/random.ts';
import { waitFor } from '../../support/wait.ts';
import { Opcode } from './frames.ts';
import { openSeatSocket } from './seat-socket.ts';

/** Bytes of one snapshot. */
export interface SnapshotBytes {
  /** What a viewer is sent: both messages of the answer. */
  readonly wire: number;
  /** The same, compressed together. */
  readonly gzip: number;
  /** `[{"id":"…","status":"…"},…]` of the same seats. */
  readonly list: number;
  readonly listGzip: number;
}

/** Header before the bits of a performance in the store. */
const HEADER_BYTES = 16;
const SECTION_SEATS = 500;
const STATUS = ['free', 'held', 'sold', 'blocked'] as const;

/**
 * A hall on the evening of the sale: the best of a hundred sections sold out, the last hardly begun;
 * parties of one to four side by side; a few seats in somebody's hands; a block kept back.
 */
export function soldInParties(seatCount: number): SeatBits {
  const random = createRandom(50_000);
  const bits = new SeatBits(seatCount);
  for (let seat = 0; seat < seatCount;) {
    const party = Math.min(random.int(1, 4), seatCount - seat);
    const state = stateOf(random, sectionShare(seat, seatCount));
    for (let k = 0; k < party; k += 1) bits.set(seat + k, state);
    seat += party;
  }
  const kept = Math.floor(seatCount / SECTION_SEATS / 2) * SECTION_SEATS;
  for (let seat = kept; seat < kept + SECTION_SEATS / 5; seat += 1) {
    if (seat < seatCount) bits.set(seat, SeatState.NotForSale);
  }
  return bits;
}

/** Every seat by itself in any of the four states: nothing to compress. */
export function atRandom(seatCount: number): SeatBits {
  const random = createRandom(1);
  const bits = new SeatBits(seatCount);
  for (let seat = 0; seat < seatCount; seat += 1) bits.set(seat, random.int(0, 3) as SeatState);
  return bits;
}

/** Puts a state into the store as a whole, before anybody watches, and joins. */
export async function snapshotBytes(
  { port, redisUrl }: { readonly port: number; readonly redisUrl: string },
  performanceId: number,
  bits: SeatBits,
): Promise<SnapshotBytes> {
  const redis = new Redis(redisUrl);
  try {
    await watchOnce(port, performanceId);
    const key = `{p:${String(performanceId)}}:b`;
    if ((await redis.strlen(key)) < HEADER_BYTES + packedLength(bits.seatCount)) {
      throw new Error(`${key} does not hold the map`);
    }
    await redis.setrange(key, HEADER_BYTES, Buffer.from(bits.bytes));
  } finally {
    redis.disconnect();
  }
  // The node lets go of the map that it showed before a moment after its viewer has gone.
  const sent = await waitFor(async () => {
    const came = await watchOnce(port, performanceId);
    return came.subarray(-bits.bytes.length).equals(bits.bytes) ? came : undefined;
  });
  const list = Buffer.from(listOf(bits));
  const gzip = (bytes: Buffer): number => gzipSync(bytes).length;
  return { wire: sent.length, gzip: gzip(sent), list: list.length, listGzip: gzip(list) };
}

/** Everything that the answer of `map:watch` brought. */
async function watchOnce(port: number, performanceId: number): Promise<Buffer> {
  let messages: Buffer[] = [];
  const socket = await openSeatSocket({
    port,
    message: ({ opcode, payload }) => {
      if (opcode === Opcode.Text || opcode === Opcode.Binary) messages.push(Buffer.from(payload));
    },
  });
  messages = [];
  await socket.request('map:watch', { performanceId });
  const sent = Buffer.concat(messages);
  await socket.close();
  return sent;
}

function listOf(bits: SeatBits): string {
  const seats = Array.from({ length: bits.seatCount }, (_, seat) => ({
    id: `seat-${String(seat)}`,
    status: STATUS[bits.get(seat)],
  }));
  return JSON.stringify(seats);
}

function sectionShare(seat: number, seatCount: number): number {
  return 1 - Math.floor(seat / SECTION_SEATS) / Math.ceil(seatCount / SECTION_SEATS);
}

/** The nearer to the stage, the more is sold. */
function stateOf(random: ReturnType<typeof createRandom>, share: number): SeatState {
  if (random.chance(Math.min(1, share * share * 1.2))) return SeatState.Sold;
  return random.chance(0.02) ? SeatState.Held : SeatState.Free;
}
