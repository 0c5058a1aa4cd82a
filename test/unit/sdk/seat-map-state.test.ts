import { describe, expect, it } from 'vitest';
import { SeatBits, SeatMapState, checksumOf, packChanges } from '@ticket-flow/client';
import type { Frame, Snapshot, WirePosition } from '@ticket-flow/client';
import { advance, createReplica } from '../../../server/src/live-map/replica.ts';
import type { Replica } from '../../../server/src/live-map/replica.ts';
import { createRandom } from '../../support/random.ts';

const SEATS = 40;

function snapshot(bits: SeatBits, position: WirePosition): Snapshot {
  return {
    performanceId: 1,
    position,
    seatCount: SEATS,
    live: true,
    checksum: checksumOf(bits),
    tickMs: 50,
    bits: bits.bytes,
  };
}

const frame = (
  from: WirePosition,
  to: WirePosition,
  seat: number,
  state: 0 | 1 | 2 | 3,
): Frame => ({
  performanceId: 1,
  from,
  to,
  changes: packChanges([{ seat, state }], SEATS),
});

describe('a viewer’s map', () => {
  it('FEED-4 applies only a frame that starts where it stands', () => {
    const map = new SeatMapState();
    expect(map.applyFrame(frame([1, 1], [1, 2], 0, 1)).kind).toBe('ignored');
    map.applySnapshot(snapshot(new SeatBits(SEATS), [1, 5]));
    expect(map.applyFrame(frame([1, 5], [1, 7], 3, 1)).kind).toBe('changed');
    expect(map.bits?.get(3)).toBe(1);
    expect(map.applyFrame(frame([1, 6], [1, 7], 3, 0)).kind).toBe('ignored');
    expect(map.applyFrame(frame([1, 6], [1, 9], 3, 0)).kind).toBe('resync');
    expect(map.applyFrame(frame([1, 8], [1, 9], 3, 0)).kind).toBe('resync');
    expect(map.position).toEqual({ epoch: 1, version: 7 });
  });

  it('FEED-4 a frame that cannot be read is a gap', () => {
    const map = new SeatMapState();
    map.applySnapshot(snapshot(new SeatBits(SEATS), [1, 5]));
    expect(map.applyFrame({ ...frame([1, 5], [1, 6], 0, 1), changes: '!' }).kind).toBe('resync');
    expect(map.position).toEqual({ epoch: 1, version: 5 });
  });

  it('FEED-6 refuses a snapshot lower than what it shows, unless told to take it', () => {
    const map = new SeatMapState();
    map.applySnapshot(snapshot(new SeatBits(SEATS), [2, 5]));
    const older = snapshot(new SeatBits(SEATS), [1, 900]);
    expect(map.applySnapshot(older).kind).toBe('older');
    expect(map.applySnapshot(older, true).kind).toBe('changed');
    expect(map.position).toEqual({ epoch: 1, version: 900 });
  });

  it('FEED-9 a snapshot whose checksum does not fit its seats is asked for again', () => {
    const map = new SeatMapState();
    const broken = { ...snapshot(new SeatBits(SEATS), [1, 5]), checksum: 7 };
    expect(map.applySnapshot(broken).kind).toBe('resync');
    expect(map.position).toBeUndefined();
  });

  it('FEED-8 a new epoch crosses as an ordinary frame', () => {
    const map = new SeatMapState();
    map.applySnapshot(snapshot(new SeatBits(SEATS), [1, 5]));
    expect(map.applyFrame(frame([1, 5], [2, 1], 0, 2)).kind).toBe('changed');
    expect(map.position).toEqual({ epoch: 2, version: 1 });
  });

  it('FEED-9 a heartbeat of the same position but another checksum is a doubt', () => {
    const map = new SeatMapState();
    const bits = new SeatBits(SEATS);
    map.applySnapshot(snapshot(bits, [1, 5]));
    const beat = { performanceId: 1, position: [1, 5] as WirePosition, live: true, tickMs: 50 };
    expect(map.applyHeartbeat({ ...beat, checksum: map.checksum }).kind).toBe('ignored');
    expect(map.applyHeartbeat({ ...beat, checksum: map.checksum ^ 1 }).kind).toBe('resync');
    expect(map.applyHeartbeat({ ...beat, position: [1, 6], checksum: map.checksum }).kind).toBe(
      'resync',
    );
  });

  it('FEED-2 FEED-4 follows a replica through random reads, lost frames and resyncs', () => {
    const random = createRandom(99);
    const truth = { bits: new SeatBits(SEATS), version: 1 };
    const image = () => ({
      position: { epoch: 1, version: truth.version },
      bits: truth.bits.clone(),
    });
    let replica: Replica = createReplica(image());
    const map = new SeatMapState();
    map.applySnapshot(snapshot(replica.bits, [1, 1]));
    let resyncs = 0;
    for (let step = 0; step < 5_000; step += 1) {
      for (let k = random.int(0, 3); k > 0; k -= 1) {
        truth.bits.set(random.int(0, SEATS - 1), random.int(0, 3) as 0 | 1 | 2 | 3);
        truth.version += 1;
      }
      const move = advance(replica, image());
      if (typeof move === 'string') continue;
      replica = move.replica;
      expect(replica.checksum).toBe(checksumOf(replica.bits));
      if (random.chance(0.05)) continue;
      const { epoch, version } = move.replica.position;
      const sent: Frame = {
        performanceId: 1,
        from: [move.from.epoch, move.from.version],
        to: [epoch, version],
        changes: packChanges(move.changes, SEATS),
      };
      if (map.applyFrame(sent).kind === 'resync') {
        resyncs += 1;
        map.applySnapshot(snapshot(replica.bits, [epoch, version]));
      }
      expect(map.bits?.bytes).toEqual(replica.bits.bytes);
      expect(map.checksum).toBe(replica.checksum);
    }
    expect(resyncs).toBeGreaterThan(50);
  });
});
