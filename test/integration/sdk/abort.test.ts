import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';

const ABORTED = { name: 'TicketFlowError', code: 'ABORTED' };

let test: TestApp;
let performanceId: number;

beforeAll(async () => {
  test = await startApp();
  performanceId = await openSale(test.test.database);
});
afterAll(() => test.close());

describe('SDK-6 aborting on a channel', () => {
  it('SDK-6 closes the channel; what waits for its map is told', async () => {
    const controller = new AbortController();
    const channel = test.guest('one').seatChannel(performanceId, { signal: controller.signal });
    const ready = channel.ready();
    controller.abort();
    await expect(ready).rejects.toMatchObject(ABORTED);
    const late = test.guest('two').seatChannel(performanceId, { signal: controller.signal });
    await expect(late.ready()).rejects.toMatchObject(ABORTED);
  });

  it('SDK-6 ends the waiting for the map and leaves the channel open', async () => {
    const channel = test.guest('three').seatChannel(performanceId);
    const controller = new AbortController();
    const ready = channel.ready(10_000, { signal: controller.signal });
    controller.abort();
    await expect(ready).rejects.toMatchObject(ABORTED);
    await channel.ready();
    expect(channel.look(0)).toBe('free');
  });

  it('SDK-6 a hold that was asked for before the abort shows in `holds`', async () => {
    const channel = test.guest('four').seatChannel(performanceId);
    await channel.ready();
    const controller = new AbortController();
    const { signal } = controller;
    await channel.hold({ seats: [1] }, { signal });
    const asked = channel.hold({ seats: [2] }, { signal });
    // The request leaves in the microtasks of this turn.
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await expect(asked).rejects.toMatchObject(ABORTED);
    await waitFor(() => channel.look(2) === 'mine');
    expect(channel.holds).toHaveLength(2);
  });

  it('SDK-6 nothing is held or given back by a call that was aborted before', async () => {
    const channel = test.guest('five').seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats: [5] });
    const signal = AbortSignal.abort();
    await expect(channel.hold({ seats: [6] }, { signal })).rejects.toMatchObject(ABORTED);
    await expect(channel.holdBest({ count: 2 }, { signal })).rejects.toMatchObject(ABORTED);
    await expect(channel.release(hold.token, { signal })).rejects.toMatchObject(ABORTED);
    await expect(channel.renew(hold.token, { signal })).rejects.toMatchObject(ABORTED);
    await channel.refreshHolds();
    expect(channel.holds.map(({ token }) => token)).toEqual([hold.token]);
  });
});
