import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SeatBits } from '@ticket-flow/client/protocol';
import { createFeed } from '../../../server/src/live-map/feed.ts';
import type { Seats } from '../../../server/src/seats/index.ts';

describe('the feed of a node', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('FEED-17 where something changed is read again at the next tick, once', async () => {
    let version = 1;
    let reads = 0;
    const map: Seats['map'] = () => {
      reads += 1;
      const bits = new SeatBits(8, new Uint8Array(2));
      bits.set(version % 8, 1);
      return Promise.resolve({ position: { epoch: 1, version }, bits });
    };
    const sent: number[] = [];
    const feed = createFeed({
      seats: { map } as Seats,
      logger: pino({ level: 'silent' }),
      output: {
        frame: ({ to }) => sent.push(to[1]),
        heartbeat: () => undefined,
        viewers: () => 1,
      },
    });
    await feed.follow(1);
    version = 2;
    feed.dirty(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([2]);
    version = 3;
    await vi.advanceTimersByTimeAsync(50);
    expect(sent).toEqual([2, 3]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([2, 3]);
    expect(reads).toBe(4);
    await feed.stop();
  });
});
