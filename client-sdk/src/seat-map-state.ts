import {
  SeatBits,
  checksumOf,
  comparePositions,
  unpackChanges,
  updateChecksum,
} from './protocol/index.ts';
import type {
  Frame,
  Heartbeat,
  Position,
  SeatChange,
  Snapshot,
  WirePosition,
} from './protocol/index.ts';

/**
 * A viewer's map: pure rules, no socket and no clock. `apply…` answers what it made of the message;
 * `resync` means that the map is not trusted to follow and a snapshot is needed (FEED-4, FEED-9).
 */
export type Applied =
  | { readonly kind: 'changed'; readonly changes: readonly SeatChange[] }
  | { readonly kind: 'ignored' }
  /** A snapshot from before what is shown. */
  | { readonly kind: 'older' }
  | { readonly kind: 'resync' };

const IGNORED: Applied = { kind: 'ignored' };
const RESYNC: Applied = { kind: 'resync' };

export class SeatMapState {
  #position: Position | undefined;
  #bits: SeatBits | undefined;
  #checksum = 0;

  /** What is shown; undefined before the first snapshot. */
  get position(): Position | undefined {
    return this.#position;
  }

  get bits(): SeatBits | undefined {
    return this.#bits;
  }

  get checksum(): number {
    return this.#checksum;
  }

  /** FEED-6: a snapshot lower than what is shown is refused, unless `takeOlder` says so; a broken one always. */
  applySnapshot(snapshot: Snapshot, takeOlder = false): Applied {
    const position = fromWire(snapshot.position);
    const lower = this.#position !== undefined && comparePositions(position, this.#position) < 0;
    if (lower && !takeOlder) return { kind: 'older' };
    const bits = new SeatBits(snapshot.seatCount, new Uint8Array(snapshot.bits));
    const checksum = checksumOf(bits);
    if (checksum !== snapshot.checksum) return RESYNC;
    const changes = this.#bits ? differences(this.#bits, bits) : [];
    this.#position = position;
    this.#bits = bits;
    this.#checksum = checksum;
    return { kind: 'changed', changes };
  }

  /** FEED-4: only a frame that starts exactly where the map stands is applied. */
  applyFrame(frame: Frame): Applied {
    if (!this.#position || !this.#bits) return IGNORED;
    if (comparePositions(fromWire(frame.to), this.#position) <= 0) return IGNORED;
    if (comparePositions(fromWire(frame.from), this.#position) !== 0) return RESYNC;
    const changes = unpack(frame.changes, this.#bits.seatCount);
    if (!changes) return RESYNC;
    for (const { seat, state } of changes) {
      this.#checksum = updateChecksum(this.#checksum, seat, this.#bits.get(seat), state);
      this.#bits.set(seat, state);
    }
    this.#position = fromWire(frame.to);
    return { kind: 'changed', changes };
  }

  /** FEED-9: anything but the same position with the same checksum is a doubt. */
  applyHeartbeat(heartbeat: Heartbeat): Applied {
    if (!this.#position) return IGNORED;
    const same = comparePositions(fromWire(heartbeat.position), this.#position) === 0;
    return same && heartbeat.checksum === this.#checksum ? IGNORED : RESYNC;
  }
}

export function fromWire([epoch, version]: WirePosition): Position {
  return { epoch, version };
}

function unpack(changes: string, seatCount: number): SeatChange[] | undefined {
  try {
    return unpackChanges(changes, seatCount);
  } catch {
    return undefined;
  }
}

function differences(before: SeatBits, after: SeatBits): SeatChange[] {
  const changes: SeatChange[] = [];
  for (let seat = 0; seat < after.seatCount; seat += 1) {
    const state = after.get(seat);
    if (before.get(seat) !== state) changes.push({ seat, state });
  }
  return changes;
}
