import { describe, expect, test } from 'vitest';
import { Opcode, clientFrame, readFrames } from '../../bench/join/frames.ts';

/** As a server sends it: not masked. */
function serverFrame(payload: Buffer, opcode: number): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, payload.length])
      : Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, payload]);
}

describe('the crowd that speaks WebSocket by hand', () => {
  test('BENCH-40 takes whole frames from what came, wherever it was cut', () => {
    const sent = [Buffer.from('40{}'), Buffer.alloc(12_500, 7)];
    const bytes = Buffer.concat([
      serverFrame(sent[0] ?? Buffer.alloc(0), Opcode.Text),
      serverFrame(sent[1] ?? Buffer.alloc(0), Opcode.Binary),
    ]);
    for (const cut of [0, 1, 3, 6, 7, 9, 10, 5_000, bytes.length]) {
      const first = readFrames(bytes.subarray(0, cut));
      const second = readFrames(Buffer.concat([first.rest, bytes.subarray(cut)]));
      const frames = [...first.frames, ...second.frames];
      expect(frames.map(({ opcode }) => opcode)).toEqual([Opcode.Text, Opcode.Binary]);
      expect(frames.map(({ payload }) => payload.length)).toEqual([4, 12_500]);
      expect(second.rest.length).toBe(0);
    }
  });

  test('BENCH-40 masks its own with zeros, short and long', () => {
    expect(clientFrame('2').toString('hex')).toBe('81810000000032');
    const long = clientFrame('x'.repeat(300));
    expect(long.subarray(0, 8).toString('hex')).toBe('81fe012c00000000');
    expect(long.length).toBe(308);
  });
});
