import { describe, expect, it } from 'vitest';
import { textFrame } from '../../../server/src/live-map/finished-bytes.ts';
import { readMessages } from '../../support/raw-viewer.ts';

describe('viewers by hand', () => {
  it('BENCH-30 count every message and its bytes, wherever they are cut', () => {
    const texts = ['2["a"]', `2["${'b'.repeat(200)}"]`, `2["${'c'.repeat(70_000)}"]`, '2["d"]'];
    const frames = texts.map(textFrame);
    const all = Buffer.concat(frames);
    for (const cut of [1, 3, 9, 100, 215, 40_000, all.length - 1]) {
      const heard: string[] = [];
      let bytes = 0;
      const hear = (payload: Buffer, length: number): void => {
        heard.push(payload.toString());
        bytes += length;
      };
      const read = readMessages(all.subarray(0, cut), 0, hear);
      expect(readMessages(all, read, hear)).toBe(all.length);
      expect(heard).toEqual(texts.map((text) => `4${text}`));
      expect(bytes).toBe(all.length);
    }
  });
});
