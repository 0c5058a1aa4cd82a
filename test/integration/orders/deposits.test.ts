import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OrderDetail, TicketFlowClient } from '@ticket-flow/client';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { bothEnds, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { buySeats, orderSeats, payOrder } from '../../support/purchases.ts';
import { waitFor } from '../../support/wait.ts';

describe.each(bothEnds(() => inject('mariadbUrl')))('deposits on %s', (_name, start) => {
  let test: TestApp;
  let performanceId: number;
  beforeAll(async () => {
    test = await start();
    performanceId = await openSale(test.test.database, { rows: 4 });
  });
  afterAll(() => test.close());

  const models = () => test.test.database.models;

  async function waiting(
    seats: number[],
  ): Promise<{ client: TicketFlowClient; order: OrderDetail; paymentKey: string }> {
    const { client } = await test.join();
    const made = await orderSeats(client, performanceId, seats);
    const order = await payOrder(client, made, 'deposit');
    const row = await models().orders.findByPk(order.id);
    return { client, order, paymentKey: row?.payment_key ?? '' };
  }

  function inState(client: TicketFlowClient, id: string, state: string): Promise<OrderDetail> {
    return waitFor(
      async () => {
        const now = await client.order(id);
        return now.state === state ? now : undefined;
      },
      { message: `the order is ${state}`, timeoutMs: 8_000 },
    );
  }

  it('DEPOSIT-1 the buyer is told the account, the seats stay held until the money comes', async () => {
    const { client, order, paymentKey } = await waiting([0]);
    expect(order.state).toBe('awaiting_deposit');
    expect(order.deposit).toMatchObject({ amount: order.amount, dueAt: order.deadlineAt });
    expect(order.tickets).toEqual([]);
    const view = client.seatChannel(performanceId);
    await view.ready();
    expect(view.look(0)).toBe('held');

    await client.depositSandbox(paymentKey);
    const paid = await inState(client, order.id, 'paid');
    expect(paid.tickets).toHaveLength(1);
    expect(paid.deposit).toBeNull();
    await waitFor(() => view.look(0) === 'sold');
    const attempt = await models().paymentAttempts.findByPk(`${order.id}:1`);
    expect(attempt?.state).toBe('done');
  });

  it('DEPOSIT-1 seats are not kept unpaid past the end of the sale, whatever the account allows', async () => {
    const closes = Date.now() + 60 * 60 * 1000;
    const short = await openSale(test.test.database, { set: { sale_closes_at: closes } });
    const { client } = await test.join();
    const order = await payOrder(client, await orderSeats(client, short, [0]), 'deposit');
    expect(order.deadlineAt).toBe(closes);
    expect(order.deposit?.dueAt).toBe(closes);
  });

  it('DEPOSIT-3 money that went back already buys nothing', async () => {
    const { client, order, paymentKey } = await waiting([7]);
    await test.test.database.transaction((transaction) =>
      models().sandboxPayments.update(
        { state: 'captured', captured_at: Date.now(), returned: order.amount },
        { where: { id: paymentKey }, transaction },
      ),
    );
    await test.app.services.orders.wake(order.id);
    expect((await client.order(order.id)).state).toBe('expired');
    expect(await models().tickets.count({ where: { order_id: order.id } })).toBe(0);
  });

  it('DEPOSIT-2 a buyer who gives up: the account is closed, then the seats are free', async () => {
    const { client, order, paymentKey } = await waiting([1]);
    await client.cancelOrder(order.id);
    const cancelled = await inState(client, order.id, 'cancelled');
    expect(cancelled.tickets).toEqual([]);
    expect((await models().sandboxPayments.findByPk(paymentKey))?.state).toBe('closed');
    const view = client.seatChannel(performanceId);
    await view.ready();
    await waitFor(() => view.look(1) === 'free');
    await expect(client.depositSandbox(paymentKey)).rejects.toThrow();
  });

  it('DEPOSIT-2 money that was faster than giving up buys the seats', async () => {
    const { client, order, paymentKey } = await waiting([2]);
    // In the bank's books, and nobody has told us.
    await test.test.database.transaction((transaction) =>
      models().sandboxPayments.update(
        { state: 'captured', captured_at: Date.now() },
        { where: { id: paymentKey }, transaction },
      ),
    );
    await client.cancelOrder(order.id);
    const paid = await inState(client, order.id, 'paid');
    expect(paid.tickets).toHaveLength(1);
  });

  it('DEPOSIT-2 after the deadline the account is closed and the order expires', async () => {
    const { client, order, paymentKey } = await waiting([3]);
    await test.test.database.transaction(async (transaction) => {
      const past = { deadline_at: Date.now() - 1, look_at: 0 };
      await models().orders.update(past, { where: { id: order.id }, transaction });
    });
    await inState(client, order.id, 'expired');
    expect((await models().sandboxPayments.findByPk(paymentKey))?.state).toBe('closed');
    expect(await models().seatClaims.count({ where: { owner: order.id } })).toBe(0);
  });

  it('DEPOSIT-3 another sum than the order’s buys nothing', async () => {
    const { client, order, paymentKey } = await waiting([7]);
    await test.test.database.transaction((transaction) =>
      models().sandboxPayments.update(
        { state: 'captured', captured_at: Date.now(), amount: order.amount - 1 },
        { where: { id: paymentKey }, transaction },
      ),
    );
    await test.app.services.orders.wake(order.id);
    expect(await client.order(order.id)).toMatchObject({ state: 'awaiting_deposit', tickets: [] });
    // Nor does it when the account is closed and the money was faster.
    await client.cancelOrder(order.id);
    expect(await client.order(order.id)).toMatchObject({ state: 'awaiting_deposit', tickets: [] });
    await test.test.database.transaction((transaction) =>
      models().sandboxPayments.update(
        { amount: order.amount },
        { where: { id: paymentKey }, transaction },
      ),
    );
    await test.app.services.orders.wake(order.id);
    expect((await client.order(order.id)).state).toBe('paid');
  });

  it('LATE-1 money that comes for an order that has ended goes back, once', async () => {
    const { client, order, paymentKey } = await waiting([4]);
    await client.cancelOrder(order.id);
    await inState(client, order.id, 'cancelled');
    await test.test.database.transaction((transaction) =>
      models().sandboxPayments.update(
        { state: 'captured', captured_at: Date.now() },
        { where: { id: paymentKey }, transaction },
      ),
    );
    await Promise.all([1, 2, 3].map(() => test.app.services.orders.wake(order.id)));
    const refund = await waitFor(async () => {
      const row = await models().refunds.findByPk(`${order.id}:late`);
      return row?.state === 'open' ? undefined : row;
    });
    // A transfer goes back to an account only, and this buyer has named none.
    expect(refund).toMatchObject({ state: 'stuck', code: 'REFUND_ACCOUNT_NEEDED' });
    const [provider] = await client.paymentProviders();
    const bank = provider?.banks[0]?.code ?? '';
    await client.giveRefundAccount(order.id, {
      ...{ bank, accountNumber: '110-222', accountHolder: '홍길동' },
    });
    await waitFor(
      async () => (await models().refunds.findByPk(`${order.id}:late`))?.state === 'done',
    );
    expect((await models().sandboxPayments.findByPk(paymentKey))?.returned).toBe(order.amount);
    expect((await client.order(order.id)).state).toBe('cancelled');
  });

  it('LATE-1 what nobody told us of is found in the provider’s books, and good money is left alone', async () => {
    const { client, order } = await waiting([5]);
    const { client: other } = await test.join();
    const good = await buySeats(other, performanceId, [6]);
    const spare = await other.authoriseSandbox({
      ...{ orderId: order.id, amount: order.amount, currency: 'KRW', behaviour: 'approve' },
    });
    await client.cancelOrder(order.id);
    await inState(client, order.id, 'cancelled');
    await test.test.database.transaction((transaction) =>
      models().sandboxPayments.update(
        { state: 'captured', captured_at: Date.now() },
        { where: { id: spare.paymentKey }, transaction },
      ),
    );
    const { orders } = test.app.services;
    await Promise.all([orders.readBooks(), orders.readBooks()]);
    await waitFor(async () => {
      const refund = await models().refunds.findByPk(`${order.id}:late`);
      return refund?.state === 'done';
    });
    expect((await models().sandboxPayments.findByPk(spare.paymentKey))?.returned).toBe(
      order.amount,
    );
    expect((await other.order(good.id)).payment?.returned).toBe(0);
    expect(await models().refunds.count({ where: { kind: 'late', order_id: good.id } })).toBe(0);
  });
});

it('DEPOSIT-2 while nobody says that the account is closed, the seats stay', async () => {
  let asked = 0;
  const gateway = (real: PaymentGateway): PaymentGateway => ({
    ...real,
    close: (...args) => {
      asked += 1;
      if (asked > 1) return real.close(...args);
      return Promise.resolve({ outcome: 'unknown', reason: 'no answer' });
    },
  });
  const test = await startApp({ wrap: { gateway } });
  try {
    const performanceId = await openSale(test.test.database);
    const { client } = await test.join();
    const made = await orderSeats(client, performanceId, [0]);
    const { id: owner } = await payOrder(client, made, 'deposit');
    const { seatClaims } = test.test.database.models;
    expect((await client.cancelOrder(owner)).state).toBe('awaiting_deposit');
    expect(await seatClaims.count({ where: { owner } })).toBe(1);
    await test.app.services.orders.wake(owner);
    expect((await client.order(owner)).state).toBe('cancelled');
    expect(await seatClaims.count({ where: { owner } })).toBe(0);
  } finally {
    await test.close();
  }
});
