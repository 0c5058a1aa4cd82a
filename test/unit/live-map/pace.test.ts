import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNudges } from '../../../server/src/live-map/nudges.ts';
import { createPace } from '../../../server/src/live-map/pace.ts';

describe('the pace of the feed', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const tickWith = (frames: () => number) => vi.fn(() => Promise.resolve(frames()));

  it('FEED-12 the first change goes out at once, those of the next 50 ms together', async () => {
    const tick = tickWith(() => 1);
    const pace = createPace({ tick });
    pace.request();
    await vi.advanceTimersByTimeAsync(0);
    expect(tick).toHaveBeenCalledTimes(1);
    for (let change = 0; change < 10; change += 1) {
      pace.request();
      await vi.advanceTimersByTimeAsync(4);
    }
    expect(tick).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10);
    expect(tick).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tick).toHaveBeenCalledTimes(2);
  });

  it.each([
    [16, 34],
    [1_000, 25],
  ])('FEED-12 what sending took (%i ms) is waited less for the next tick', async (took, wait) => {
    const tick = vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, took));
      return 1;
    });
    const pace = createPace({ tick });
    pace.request();
    await vi.advanceTimersByTimeAsync(took);
    await vi.advanceTimersByTimeAsync(1_000);
    pace.request();
    await vi.advanceTimersByTimeAsync(0);
    expect(tick).toHaveBeenCalledTimes(2);
    pace.request();
    await vi.advanceTimersByTimeAsync(Math.max(took, wait) - 1);
    expect(tick).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(2);
    expect(tick).toHaveBeenCalledTimes(3);
    expect(pace.tickMs).toBe(50);
    pace.stop();
  });

  it('FEED-12 ticks grow with the frames a node sends, to 500 ms, and come back', async () => {
    let frames = 4_000;
    const tick = tickWith(() => frames);
    const pace = createPace({ tick, framesPerSecond: 40_000 });
    const oneTick = async (): Promise<void> => {
      pace.request();
      await vi.advanceTimersByTimeAsync(500);
    };
    expect(pace.tickMs).toBe(50);
    await oneTick();
    expect(pace.tickMs).toBe(100);
    frames = 1_000_000;
    await oneTick();
    expect(pace.tickMs).toBe(500);
    frames = 10;
    await oneTick();
    expect(pace.tickMs).toBe(450);
    for (let quiet = 0; quiet < 30; quiet += 1) await oneTick();
    expect(pace.tickMs).toBe(50);
  });

  it('FEED-12 a tick asked for during a tick is not lost, and a stopped pace ticks no more', async () => {
    let finish: (frames: number) => void = () => undefined;
    const tick = vi.fn(() => new Promise<number>((resolve) => (finish = resolve)));
    const pace = createPace({ tick });
    pace.request();
    await vi.advanceTimersByTimeAsync(0);
    pace.request();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tick).toHaveBeenCalledTimes(1);
    finish(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(tick).toHaveBeenCalledTimes(2);
    pace.request();
    pace.stop();
    finish(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tick).toHaveBeenCalledTimes(2);
  });

  it('FEED-13 nudges go out at once, then together, one message a tick', async () => {
    const sent: unknown[] = [];
    const nudges = createNudges((...nudge) => sent.push(nudge), 50);
    nudges.changed(1);
    nudges.changed(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([[[1], []]]);
    nudges.changed(2);
    nudges.holdsChanged(2, 'anna');
    nudges.changed(1);
    nudges.holdsChanged(2, 'boris');
    nudges.holdsChanged(2, 'anna');
    nudges.holdsChanged(3, 'anna');
    await vi.advanceTimersByTimeAsync(49);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    const changed = [
      [2, ['anna', 'boris']],
      [3, ['anna']],
    ];
    expect(sent[1]).toEqual([[2, 1], changed]);
  });
});
