import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { SeatChannel } from '@ticket-flow/client';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { startRedis } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';

describe('while Redis is away', () => {
  let node: TestApp;
  let performanceId: number;
  let channel: SeatChannel;
  beforeEach(async () => {
    node = await startApp({ redis: true, mariadbUrl: inject('mariadbUrl') });
    performanceId = await openSale(node.test.database);
    channel = (await node.join()).client.seatChannel(performanceId);
    await channel.ready();
  });
  afterEach(() => node.close());

  const readiness = async (): Promise<unknown> => (await fetch(`${node.url}/readyz`)).json();

  it('FEED-14 NODE-3 the map is shown as not live, holding says when to come again, then all is well', async () => {
    const held = await channel.hold({ seats: [2] });
    const port = node.redis?.port ?? 0;
    node.redis?.kill('SIGKILL');
    await waitFor(() => channel.state === 'stale');
    expect(channel.look(2)).toBe('mine');
    expect(await readiness()).toEqual({ ready: false, waiting: ['redis'] });
    expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
    await expect(channel.hold({ seats: [5] })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      details: { retryAfterMs: expect.any(Number) as number },
    });
    const fresh = (await node.join('late')).client.seatChannel(performanceId);
    await fresh.ready();
    expect(fresh.state).toBe('stale');

    const lost: string[] = [];
    channel.on('lost', ({ token }) => lost.push(token));
    const redis = await startRedis({ port });
    try {
      await waitFor(() => channel.state === 'live' && fresh.state === 'live');
      await waitFor(() => lost.length === 1);
      expect(lost).toEqual([held.token]);
      await waitFor(() => fresh.look(2) === 'free');
      await channel.hold({ seats: [5] });
      await waitFor(() => fresh.look(5) === 'held');
    } finally {
      await node.redis?.stop();
      await redis.stop();
    }
  });

  it('REBUILD-7 a Redis that does not answer makes nothing hang', async () => {
    const { client } = await node.join('payer');
    const paying = client.seatChannel(performanceId);
    await paying.ready();
    const { token } = await paying.hold({ seats: [7] });
    const buyer = { name: 'B', email: 'b@example.test' };
    const order = await client.createOrder({ performanceId, holds: [token], buyer }, 'frozen-1');
    node.redis?.kill('SIGSTOP');
    try {
      await expect(channel.hold({ seats: [3] })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      const { id: orderId, amount, currency } = order;
      const payment = { orderId, amount, currency, behaviour: 'approve' as const };
      const { paymentKey } = await client.authoriseSandbox(payment);
      expect((await client.confirmPayment({ orderId, paymentKey, amount })).state).toBe('paid');
    } finally {
      node.redis?.kill('SIGCONT');
    }
    await waitFor(() => channel.state === 'live' && channel.look(7) === 'sold', {
      timeoutMs: 10_000,
    });
  }, 40_000);
});
