import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CLIENT_EVENTS,
  ErrorCode,
  PROTOCOL_VERSION,
  SeatBits,
  checksumOf,
  packChanges,
} from '@ticket-flow/client';
import type { SeatState } from '@ticket-flow/client';

const text = readFileSync(new URL('../../../client-sdk/PROTOCOL.md', import.meta.url), 'utf8');

const mapOf = (seatCount: number, states: Record<number, SeatState>): SeatBits => {
  const bits = new SeatBits(seatCount);
  for (const [seat, state] of Object.entries(states)) bits.set(Number(seat), state);
  return bits;
};
const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;

/** The protocol's description is what others write clients from: what it says must be so. */
describe('PROTOCOL.md', () => {
  it('WIRE-1 its examples of packed changes are right', () => {
    const rows = [
      ...text.matchAll(/^\| seat ([\d,]+) .*?(\d[\d,]*)\)+ \| `(\S+)` \| `(\S+)` \|$/gm),
    ];
    expect(rows).toHaveLength(5);
    for (const [, seatText = '', changeText = '', three, four] of rows) {
      const seat = Number(seatText.replace(',', ''));
      const change = Number(changeText.replace(',', ''));
      expect(Math.floor(change / 4)).toBe(seat);
      const changes = [{ seat, state: (change & 3) as SeatState }];
      expect(packChanges(changes, 65_536)).toBe(three);
      expect(packChanges(changes, 65_537)).toBe(four);
    }
  });

  it('WIRE-2 WIRE-3 its examples of bits and checksums are right', () => {
    const example = { 0: 1, 2: 2, 3: 3, 5: 2 } as const;
    expect(Buffer.from(mapOf(6, example).bytes).toString('hex')).toBe('4b20');
    expect(text).toContain('`0x4B 0x20`');
    for (const states of [{ 0: 1 }, { 5: 2 }, { 0: 1, 5: 2 }] as const) {
      expect(text).toContain(hex(checksumOf(mapOf(6, states))));
    }
    expect(text).toContain(`"checksum":${String(checksumOf(mapOf(6, example)))},"tickMs"`);
    expect(text).toContain(String(checksumOf(mapOf(6, { ...example, 1: 1 }))));
  });

  it('WIRE-4 it names the version, every request, and every code of the socket', () => {
    expect(text).toContain(`# The seat protocol, version ${String(PROTOCOL_VERSION)}\n`);
    for (const event of CLIENT_EVENTS) expect(text).toContain(`| \`${event}\` |`);
    const known = new Set<string>(Object.values(ErrorCode));
    const sections = text.slice(text.indexOf('## 2.'), text.indexOf('## 4.'));
    const codes = [...sections.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map(([, code = '']) => code);
    expect(codes.filter((code) => !known.has(code))).toEqual([]);
    for (const code of ['TAKEN', 'BEHIND', 'UNAVAILABLE']) expect(codes).toContain(code);
  });
});
