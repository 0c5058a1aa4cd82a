import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OrderDetail, TicketFlowClient } from '@ticket-flow/client';
import { TicketFlowError } from '@ticket-flow/client';
import { bothEnds } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';

const buyer = { name: 'Buyer', email: 'buyer@example.test' };

describe.each(bothEnds(() => inject('mariadbUrl')))('buying on %s', (_name, start) => {
  let test: TestApp;
  let performanceId: number;
  let keys = 0;
  beforeAll(async () => {
    test = await start();
    performanceId = await openSale(test.test.database, { rows: 6, standing: 30 });
  });
  afterAll(() => test.close());

  async function order(client: TicketFlowClient, seats: number[]): Promise<OrderDetail> {
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats });
    keys += 1;
    const request = { performanceId, holds: [hold.token], buyer };
    return client.createOrder(request, `key-of-order-${String(keys)}`);
  }

  async function pay(
    client: TicketFlowClient,
    { id: orderId, amount, currency }: OrderDetail,
    behaviour: 'approve' | 'decline' | 'slow',
  ): Promise<OrderDetail> {
    const payment = { orderId, amount, currency, behaviour };
    const { paymentKey } = await client.authoriseSandbox(payment);
    return client.confirmPayment({ orderId, paymentKey, amount });
  }

  it('FEED-4 HOLD-1 a viewer sees seats held, then sold, and a rival is refused by name', async () => {
    const { client } = await test.join();
    const { client: rival } = await test.join('rival');
    const view = rival.seatChannel(performanceId);
    await view.ready();
    expect(view.look(0)).toBe('free');

    const made = await order(client, [0, 1]);
    expect(made.state).toBe('pending');
    expect(made.amount).toBe(100_000);
    await waitFor(() => view.look(0) === 'held' && view.look(1) === 'held');
    await expect(view.hold({ seats: [1, 2] })).rejects.toMatchObject({
      code: 'TAKEN',
      details: { seats: [{ seat: 1, label: '1F-A-2' }] },
    });
    expect(view.look(2)).toBe('free');

    const paid = await pay(client, made, 'approve');
    expect(paid.state).toBe('paid');
    expect(paid.tickets.map((ticket) => ticket.seatLabel)).toEqual(['1F-A-1', '1F-A-2']);
    await waitFor(() => view.look(0) === 'sold' && view.look(1) === 'sold');
    expect((await client.orders()).map(({ id }) => id)).toContain(made.id);
  });

  it('ORDER-2 a repeated request answers the same order', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats: [4] });
    const request = { performanceId, holds: [hold.token], buyer };
    const [a, b] = await Promise.all([
      client.createOrder(request, 'the-same-key'),
      client.createOrder(request, 'the-same-key'),
    ]);
    expect(a.id).toBe(b.id);
    expect((await client.createOrder(request, 'the-same-key')).id).toBe(a.id);
  });

  it('ORDER-3 a discount is a price type; overrides of single seats count', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats: [8, 9] });
    const request = { performanceId, holds: [hold.token], buyer, priceTypes: { '8': 'youth' } };
    const made = await client.createOrder(request, 'discounted-order');
    expect(
      made.lines.map(({ grade, base, discount, amount }) => [grade, base, discount, amount]),
    ).toEqual([
      ['A', 50_000, 15_000, 35_000],
      ['B', 30_000, 0, 30_000],
    ]);
    expect(made.amount).toBe(65_000);
  });

  it('PAY-3 a declined payment leaves the order pending, and another may follow', async () => {
    const { client } = await test.join();
    const made = await order(client, [10]);
    await expect(pay(client, made, 'decline')).rejects.toMatchObject({ code: 'DECLINED' });
    expect((await client.order(made.id)).state).toBe('pending');
    const paid = await pay(client, made, 'approve');
    expect(paid.state).toBe('paid');
    expect(paid.tickets).toHaveLength(1);
    expect(
      await test.test.database.models.paymentAttempts.count({ where: { order_id: made.id } }),
    ).toBe(2);
  });

  it('PAY-4 a payment that takes too long is finished forward by the job', async () => {
    const { client } = await test.join();
    const made = await order(client, [12]);
    const waiting = await pay(client, made, 'slow');
    expect(waiting.state).toBe('paying');
    await expect(client.cancelOrder(made.id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const paid = await waitFor(
      async () => {
        const now = await client.order(made.id);
        return now.state === 'paid' ? now : undefined;
      },
      { timeoutMs: 15_000 },
    );
    expect(paid.tickets).toHaveLength(1);
    const { payments } = test.test.database.models;
    expect(await payments.count({ where: { order_id: made.id } })).toBe(1);
  });

  it('PAY-1 the amount must be the order’s, and the order the buyer’s', async () => {
    const { client } = await test.join();
    const { client: stranger } = await test.join('stranger');
    const made = await order(client, [14]);
    const payment = { orderId: made.id, paymentKey: 'sbx_none', amount: 1 };
    await expect(client.confirmPayment(payment)).rejects.toMatchObject({ code: 'AMOUNT_MISMATCH' });
    await expect(stranger.order(made.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      stranger.confirmPayment({ ...payment, amount: made.amount }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('PAY-6 an unpaid order expires at its deadline and its seats are free again', async () => {
    const { client } = await test.join();
    const made = await order(client, [16, 17]);
    const view = client.seatChannel(performanceId);
    await view.ready();
    const { orders, seatClaims } = test.test.database.models;
    await test.test.database.transaction((transaction) =>
      orders.update({ deadline_at: Date.now() - 1 }, { where: { id: made.id }, transaction }),
    );
    await waitFor(async () => (await client.order(made.id)).state === 'expired');
    await waitFor(() => view.look(16) === 'free' && view.look(17) === 'free');
    expect(await seatClaims.count({ where: { owner: made.id } })).toBe(0);
    await expect(pay(client, made, 'approve')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('PAY-6 a cancelled order frees its seats at once', async () => {
    const { client } = await test.join();
    const made = await order(client, [18]);
    const { id: owner } = await order(client, [20]);
    expect((await client.cancelOrder(made.id)).state).toBe('cancelled');
    const view = client.seatChannel(performanceId);
    await view.ready();
    await waitFor(() => view.look(18) === 'free');
    expect(await test.test.database.models.seatClaims.count({ where: { owner } })).toBe(1);
  });

  it('HOLD-3 places of a general-admission area are held by number', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ area: { name: 'Standing', count: 3 } });
    expect(hold.seats.map(({ label }) => label)).toEqual([
      'Standing-1',
      'Standing-2',
      'Standing-3',
    ]);
    await channel.release(hold.token);
    await expect(channel.release(hold.token)).rejects.toBeInstanceOf(TicketFlowError);
    await waitFor(() => channel.look(60) === 'free');
  });

  it('HOLD-10 a second device finds the same holds', async () => {
    const { client, session } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats: [30, 31] });
    const { TicketFlowClient: Client } = await import('@ticket-flow/client');
    const other = new Client({ baseUrl: test.url, getToken: () => session.accessToken });
    const second = other.seatChannel(performanceId);
    await waitFor(() => second.holds.length === 1);
    expect(second.holds[0]?.token).toBe(hold.token);
    expect(second.look(30)).toBe('mine');
    await channel.release(hold.token);
    await waitFor(() => second.holds.length === 0);
    other.close();
  });
});
