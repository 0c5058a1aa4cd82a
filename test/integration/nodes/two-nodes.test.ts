import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { TicketFlowClient } from '@ticket-flow/client';
import type { ChannelState, SeatChannel } from '@ticket-flow/client';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { openProxy } from '../../support/proxy.ts';
import { waitFor } from '../../support/wait.ts';

const buyer = { name: 'B', email: 'b@example.test' };

describe('two nodes', () => {
  let first: TestApp;
  let second: TestApp;
  let performanceId: number;
  beforeAll(async () => {
    first = await startApp({ redis: true, mariadbUrl: inject('mariadbUrl') });
    second = await startApp({ beside: first });
    performanceId = await openSale(first.test.database, { rows: 8 });
  });
  afterAll(async () => {
    await second.close();
    await first.close();
  });

  async function open(node: TestApp, person: string): Promise<SeatChannel> {
    const channel = node.guest(person).seatChannel(performanceId);
    await channel.ready();
    return channel;
  }

  it('FEED-13 a hold on one node is seen on the other, and found on the holder’s device there', async () => {
    const here = await open(first, 'anna');
    const there = await open(second, 'anna');
    const stranger = await open(second, 'boris');
    await there.refreshHolds();
    const hold = await here.hold({ seats: [3] });
    await waitFor(() => there.holds.length === 1);
    expect(there.look(3)).toBe('mine');
    await waitFor(() => stranger.look(3) === 'held');
    await there.release(hold.token);
    await waitFor(() => here.holds.length === 0 && stranger.look(3) === 'free');
  });

  it('FEED-13 the end of a hold and the moves of an order reach the devices on every node', async () => {
    const short = await openSale(first.test.database, { set: { hold_ttl_ms: 300 } });
    const clients = [first, second].map((node) => node.guest('carla'));
    const expired: string[] = [];
    const orders: string[] = [];
    for (const client of clients) {
      const channel = client.seatChannel(short);
      await channel.ready();
      await channel.refreshHolds();
      channel.on('expired', ({ token }) => expired.push(token));
      client.onOrder(({ state }) => orders.push(state));
    }
    const [client] = clients;
    if (!client) throw new Error('no client');
    const brief = await client.seatChannel(short).hold({ seats: [1] });
    await waitFor(() => expired.length === 2);
    expect(expired).toEqual([brief.token, brief.token]);

    const { token } = await client.seatChannel(performanceId).hold({ seats: [20] });
    await client.createOrder({ performanceId, holds: [token], buyer }, 'carlas-order-1');
    await waitFor(() => orders.length === 2);
    expect(orders).toEqual(['pending', 'pending']);
  });

  it('NODE-1 a session id tells its node', async () => {
    const node = await startApp({ beside: first, env: { NODE_ID: 'box-7' } });
    try {
      const answer = await fetch(`${node.url}/socket.io/?EIO=4&transport=polling`);
      expect(await answer.text()).toMatch(/^0\{"sid":"box-7\.[\w-]{36}"/);
    } finally {
      await node.close();
    }
  });

  it('NODE-2 SDK-1 a node that leaves sends its viewers to another one, holds and all', async () => {
    const leaving = await startApp({ beside: first });
    const proxy = await openProxy(leaving.url);
    const token = await tokenOf(leaving, 'dora');
    const client = new TicketFlowClient({ baseUrl: proxy.url, getToken: () => token });
    try {
      const channel = client.seatChannel(performanceId);
      const states: ChannelState[] = [];
      await channel.ready();
      const hold = await channel.hold({ seats: [40] });
      channel.on('state', (state) => states.push(state));
      proxy.retarget(second.url);
      await leaving.close();
      await waitFor(() => channel.state === 'live');
      expect(states).not.toContain('offline');
      expect(channel.look(40)).toBe('mine');
      expect(await channel.renew(hold.token)).toBeGreaterThan(0);
    } finally {
      client.close();
      await proxy.close();
    }
  });

  it('NODE-2 requests under way are answered; new ones find nobody there', async () => {
    const leaving = await startApp({ beside: first });
    const { client } = await leaving.join('emil');
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const { token } = await channel.hold({ seats: [50] });
    const request = { performanceId, holds: [token], buyer };
    const order = await client.createOrder(request, 'emils-order-1');
    const { id: orderId, amount, currency } = order;
    const slow = { orderId, amount, currency, behaviour: 'slow' as const };
    const { paymentKey } = await client.authoriseSandbox(slow);
    const paying = client.confirmPayment({ orderId, paymentKey, amount });
    await waitFor(async () => (await client.order(orderId)).state === 'paying');
    const closed = leaving.close();
    await waitFor(() =>
      fetch(`${leaving.url}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    expect(['paying', 'paid']).toContain((await paying).state);
    await closed;
  });
});

async function tokenOf(node: TestApp, name: string): Promise<string> {
  return (await node.join(name)).session.accessToken;
}
