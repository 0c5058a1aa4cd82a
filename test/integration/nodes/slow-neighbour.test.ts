import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import type { SeatMapImage, Seats } from '../../../server/src/seats/index.ts';
import { createFeed } from '../../../server/src/live-map/feed.ts';
import type { Feed } from '../../../server/src/live-map/feed.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { SeatBits } from '@ticket-flow/client';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';

describe('a performance that cannot be read', () => {
  const frames: number[] = [];
  const versions = new Map<number, number>();
  let feed: Feed;
  let release: (() => void)[];
  beforeEach(() => {
    frames.length = 0;
    release = [];
    versions.set(1, 1).set(2, 1);
  });
  afterEach(() => feed.stop());

  function open(stuck: () => number): Feed {
    const map = (performanceId: number): Promise<SeatMapImage> => {
      const bits = new SeatBits(8);
      const image = { position: { epoch: 1, version: versions.get(performanceId) ?? 1 }, bits };
      if (performanceId !== stuck()) return Promise.resolve(image);
      return new Promise((resolve) => {
        release.push(() => {
          resolve(image);
        });
      });
    };
    return createFeed({
      seats: { map } as unknown as Seats,
      output: {
        frame: ({ performanceId }) => frames.push(performanceId),
        heartbeat: () => undefined,
        viewers: () => 1,
      },
      logger: createLogger('silent'),
    });
  }

  it('FEED-12 keeps nobody else’s frames waiting', async () => {
    let stuck = 0;
    feed = open(() => stuck);
    await Promise.all([feed.follow(1), feed.follow(2)]);
    stuck = 1;
    feed.dirty(1);
    await waitFor(() => release.length === 1);
    for (const version of [2, 3, 4]) {
      versions.set(2, version);
      feed.dirty(2);
      await waitFor(() => frames.length === version - 1);
    }
    expect(frames).toEqual([2, 2, 2]);
    expect(release).toHaveLength(1);
    for (const free of release) free();
  });

  it('FEED-1 a nudge that comes during the first read is not lost', async () => {
    let stuck = 1;
    feed = open(() => stuck);
    const following = feed.follow(1);
    await waitFor(() => release.length === 1);
    versions.set(1, 2);
    feed.dirty(1);
    stuck = 0;
    release[0]?.();
    await following;
    await waitFor(() => frames.length === 1);
  });
});

describe('a watch that was given up', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await startApp();
  });
  afterEach(() => test.close());

  it('FEED-7 leaves nothing behind when it is answered after the unwatch', async () => {
    const performanceId = await openSale(test.test.database);
    const socket = io(test.url, { transports: ['websocket'], forceNew: true });
    try {
      const watching = socket.emitWithAck('map:watch', { performanceId }) as Promise<unknown>;
      await socket.emitWithAck('map:unwatch', { performanceId });
      await watching;
      const frames: unknown[] = [];
      socket.on('map:heartbeat', (beat) => frames.push(beat));
      const { client } = await test.join();
      const channel = client.seatChannel(performanceId);
      await channel.ready();
      await channel.hold({ seats: [1] });
      socket.on('map:frame', (frame) => frames.push(frame));
      await channel.hold({ seats: [2] });
      await waitFor(() => channel.bits?.get(2) === 1);
      await socket.emitWithAck('map:unwatch', { performanceId: 1 });
      expect(frames).toEqual([]);
    } finally {
      socket.disconnect();
    }
  });
});
