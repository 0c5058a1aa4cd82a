import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SeatBits,
  changeWidth,
  checksumOf,
  packChanges,
  unpackChanges,
  updateChecksum,
} from '@ticket-flow/client';
import type { SeatChange, SeatState } from '@ticket-flow/client';

const change = (seatCount: number): fc.Arbitrary<SeatChange> =>
  fc.record({
    seat: fc.integer({ min: 0, max: seatCount - 1 }),
    state: fc.integer({ min: 0, max: 3 }) as fc.Arbitrary<SeatState>,
  });

describe('packing', () => {
  it.each([1, 64, 65_536, 65_537, 100_000])(
    'WIRE-1 unpacking gives back what was packed, on a chart of %i seats',
    (seatCount) => {
      fc.assert(
        fc.property(fc.array(change(seatCount)), (changes) => {
          const packed = packChanges(changes, seatCount);
          expect(packed).toHaveLength(changes.length * changeWidth(seatCount));
          expect(unpackChanges(packed, seatCount)).toEqual(changes);
        }),
      );
    },
  );

  it('WIRE-1 three characters reach seat 65,535, four are used beyond', () => {
    expect(changeWidth(65_536)).toBe(3);
    expect(changeWidth(65_537)).toBe(4);
    expect(packChanges([{ seat: 65_535, state: 3 }], 65_536)).toBe('___');
    expect(packChanges([{ seat: 0, state: 1 }], 10)).toBe('AAB');
  });

  it.each(['A', 'AA', 'AA!', '___'])('WIRE-1 refuses "%s" on a chart of ten seats', (packed) => {
    expect(() => unpackChanges(packed, 10)).toThrow(RangeError);
  });

  it('WIRE-2 a seat is two bits, the first seat highest in its byte', () => {
    const bits = new SeatBits(5);
    bits.set(0, 1);
    bits.set(3, 2);
    bits.set(4, 3);
    expect([...bits.bytes]).toEqual([0b01_00_00_10, 0b11_00_00_00]);
    expect([0, 1, 2, 3, 4].map((seat) => bits.get(seat))).toEqual([1, 0, 0, 2, 3]);
    expect(() => new SeatBits(5, new Uint8Array(1))).toThrow(RangeError);
  });

  it('WIRE-3 the checksum kept up change by change is that of the whole map', () => {
    fc.assert(
      fc.property(fc.array(change(50)), (changes) => {
        const bits = new SeatBits(50);
        let sum = checksumOf(bits);
        for (const { seat, state } of changes) {
          sum = updateChecksum(sum, seat, bits.get(seat), state);
          bits.set(seat, state);
        }
        expect(sum).toBe(checksumOf(bits));
      }),
    );
  });
});
