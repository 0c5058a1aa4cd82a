import { describe, expect, it } from 'vitest';
import { ReplyCounter, replyEnd } from '../../bench/holds/resp.ts';
import { encodeHolds } from '../../bench/holds/stage.ts';
import { holdsOf, seatCountOf } from '../../bench/holds/wanted.ts';

const REPLIES = [
  '+OK\r\n',
  ':12\r\n',
  '$5\r\na\r\nbc\r\n',
  '$-1\r\n',
  '*2\r\n*1\r\n:1\r\n$0\r\n\r\n',
];

describe('replies of Redis', () => {
  it('BENCH-10 a reply ends where its last part does', () => {
    for (const reply of REPLIES) {
      const bytes = Buffer.from(`${reply}+next\r\n`);
      expect(replyEnd(bytes, 0)).toBe(reply.length);
      expect(replyEnd(bytes.subarray(0, reply.length - 1), 0)).toBe(-1);
    }
  });

  it('BENCH-10 replies are counted wherever TCP cuts them', () => {
    const all = Buffer.from(REPLIES.join(''));
    for (let size = 1; size <= all.length; size += 1) {
      const counter = new ReplyCounter();
      let counted = 0;
      for (let at = 0; at < all.length; at += size) {
        counted += counter.take(all.subarray(at, at + size));
      }
      expect(counted).toBe(REPLIES.length);
    }
  });

  it('BENCH-10 an error is not a reply', () => {
    expect(() => new ReplyCounter().take(Buffer.from('-ERR no\r\n'))).toThrow('ERR no');
  });
});

describe('holds of the bench', () => {
  it('BENCH-11 every hold has seats of its own in the hall, and is sent as the store sends it', async () => {
    const order = { performanceId: 3, count: 30, seatsEach: 4 };
    const holds = holdsOf(order);
    const seats = holds.flatMap(({ wanted }) => ('count' in wanted ? [] : wanted));
    expect(new Set(seats).size).toBe(120);
    expect(Math.max(...seats)).toBeLessThan(seatCountOf(order));
    const written = await encodeHolds(holds, () => 77);
    expect(written).toHaveLength(30);
    expect(written[1]?.toString()).toMatch(/^\*\d+\r\n\$7\r\nevalsha\r\n\$40\r\n[\s\S]*#68/);
  });
});
