import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createRefundRepository } from '../../../server/src/orders/refund-repository.ts';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { bothEnds, OWNER_TOKEN, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { buySeats, giveBack, orderSeats, payOrder } from '../../support/purchases.ts';
import { waitFor } from '../../support/wait.ts';

const DAY_MS = 86_400_000;
const later = { starts_at: Date.now() + 30 * DAY_MS, sale_closes_at: Date.now() + 29 * DAY_MS };

describe.each(bothEnds(() => inject('mariadbUrl')))('refunds on %s', (_name, start) => {
  let test: TestApp;
  let performanceId: number;
  beforeAll(async () => {
    test = await start();
    performanceId = await openSale(test.test.database, {
      rows: 6,
      set: { ...later, max_seats_per_holder: 4 },
    });
  });
  afterAll(() => test.close());

  const models = () => test.test.database.models;

  it('REFUND-3 one of two tickets goes back: its seat is free on every map, the other stays good', async () => {
    const { client } = await test.join();
    const { client: viewer } = await test.join('viewer');
    const view = viewer.seatChannel(performanceId);
    await view.ready();
    const paid = await buySeats(client, performanceId, [0, 1]);
    await waitFor(() => view.look(0) === 'sold' && view.look(1) === 'sold');
    const [first] = paid.tickets;

    const after = await giveBack(client, paid, [first?.code ?? '']);

    expect(after.state).toBe('paid');
    expect(after.tickets.map(({ state }) => state)).toEqual(['cancelled', 'issued']);
    expect(after.refunds).toMatchObject([
      { id: `${paid.id}:r1`, state: 'done', amount: 50_000, fee: 0, seatLabels: ['1F-A-1'] },
    ]);
    expect(after.payment).toMatchObject({ captured: 100_000, returned: 50_000 });
    await waitFor(() => view.look(0) === 'free');
    expect(view.look(1)).toBe('sold');
    expect(await models().seatClaims.count({ where: { owner: paid.id } })).toBe(1);

    const last = await giveBack(client, after);
    expect(last.state).toBe('refunded');
    expect(last.payment).toMatchObject({ returned: 100_000 });
    await waitFor(() => view.look(1) === 'free');
    expect(last.refundOffer).toBeNull();

    const refunds = createRefundRepository(test.test.database);
    const finished = await refunds.find(`${paid.id}:r2`);
    if (!finished) throw new Error('no second refund');
    const again = await test.test.database.transaction((tx) => refunds.finish(tx, finished));
    expect(again).toBe(false);
    expect((await client.order(paid.id)).payment).toMatchObject({ returned: 100_000 });
  });

  it('REFUND-4 asking again gives nothing twice; another amount, code or order is refused by field', async () => {
    const { client } = await test.join();
    const { client: stranger } = await test.join('stranger');
    const paid = await buySeats(client, performanceId, [2, 3]);
    const codes = paid.tickets.map(({ code }) => code);
    const wrong = client.requestRefund(paid.id, { tickets: codes, amount: 1 });
    await expect(wrong).rejects.toMatchObject({ code: 'AMOUNT_MISMATCH' });
    const unknown = client.requestRefund(paid.id, { tickets: ['NOBODY'], amount: 1 });
    await expect(unknown).rejects.toMatchObject({
      code: 'INVALID',
      details: { field: 'tickets.0' },
    });
    await expect(giveBack(stranger, paid)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => giveBack(client, paid, codes)));
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    const again = await giveBack(client, paid, codes);
    expect(again.state).toBe('refunded');
    expect(again.refunds).toHaveLength(1);
    expect(again.payment?.returned).toBe(100_000);
  });

  it('REFUND-1 a ticket that was used is not taken back, and nothing of that request happens', async () => {
    const { client } = await test.join();
    const paid = await buySeats(client, performanceId, [4, 5]);
    const [used] = paid.tickets;
    await test.test.database.transaction((transaction) =>
      models().tickets.update(
        { state: 'used', used_at: Date.now() },
        { where: { code: used?.code ?? '' }, transaction },
      ),
    );
    const both = client.requestRefund(paid.id, {
      tickets: paid.tickets.map(({ code }) => code),
      amount: 100_000,
    });
    await expect(both).rejects.toMatchObject({ code: 'NOT_REFUNDABLE' });
    const now = await client.order(paid.id);
    expect(now.state).toBe('paid');
    expect(now.tickets.map(({ state }) => state)).toEqual(['used', 'issued']);
    expect(now.refundOffer?.tickets).toHaveLength(1);
  });

  it('REFUND-2 a provider that does not answer is asked again, until the money is back', async () => {
    const { client } = await test.join();
    const paid = await buySeats(client, performanceId, [6]);
    // A crash between REFUND-1 and the provider: the row is there, nothing else happened.
    const database = test.test.database;
    await database.transaction(async (transaction) => {
      await models().orders.update({ state: 'refunding' }, { where: { id: paid.id }, transaction });
      const [ticket] = await models().tickets.findAll({
        where: { order_id: paid.id },
        transaction,
      });
      await ticket?.update({ state: 'cancelled' }, { transaction });
      const payment = await models().payments.findOne({
        where: { order_id: paid.id },
        transaction,
      });
      await models().refunds.create(
        {
          ...{ id: `${paid.id}:r1`, order_id: paid.id, kind: 'tickets', provider: 'sandbox' },
          ...{ payment_key: payment?.provider_id ?? '', tickets: JSON.stringify([ticket?.id]) },
          ...{ amount: 50_000, fee: 0, reason: 'test', actor: 'test', state: 'open' },
          ...{ attempts: 0, next_at: 0, created_at: Date.now() },
        },
        { transaction },
      );
    });
    const done = await waitFor(async () => {
      const now = await client.order(paid.id);
      return now.state === 'refunded' ? now : undefined;
    });
    expect(done.payment?.returned).toBe(50_000);
    expect(await models().sandboxRefunds.count({ where: { id: `${paid.id}:r1` } })).toBe(1);
    expect(await models().seatClaims.count({ where: { owner: paid.id } })).toBe(0);
  });

  it('REFUND-6 calling a performance off gives everybody the whole price and sells nothing more', async () => {
    const doomed = await openSale(test.test.database, { set: later });
    const { client } = await test.join();
    const { client: second } = await test.join('second');
    const paid = await buySeats(client, doomed, [0, 1]);
    const pending = await orderSeats(second, doomed, [2]);
    const call = (token: string): Promise<Response> =>
      fetch(`${test.url}/api/admin/performances/${String(doomed)}/call-off`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await call('somebody')).status).toBe(403);
    expect((await call(OWNER_TOKEN)).status).toBe(200);
    expect((await call(OWNER_TOKEN)).status).toBe(200);

    await waitFor(async () => (await client.order(paid.id)).state === 'refunded');
    await waitFor(async () => (await second.order(pending.id)).state === 'cancelled');
    expect((await client.order(paid.id)).payment?.returned).toBe(100_000);
    const channel = second.seatChannel(doomed);
    await channel.ready();
    await expect(channel.hold({ seats: [5] })).rejects.toMatchObject({ code: 'CLOSED' });
    await waitFor(() => channel.look(0) === 'free' && channel.look(2) === 'free');
  });

  it('REFUND-6 orders whose refund is stuck do not keep the others from theirs', async () => {
    const doomed = await openSale(test.test.database, { set: later });
    const { client } = await test.join();
    const stuck = Array.from({ length: 101 }, (_, k) => `stuck${String(doomed)}x${String(k)}`);
    await test.test.database.transaction(async (transaction) => {
      const common = { performance_id: doomed, state: 'refunding' as const, attempt: 1 };
      const at = Date.now();
      await models().orders.bulkCreate(
        stuck.map((id) => ({ ...common, id, created_at: at, updated_at: at })),
        { transaction },
      );
      await models().tickets.bulkCreate(
        stuck.map((order_id, k) => ({
          ...{ order_id, performance_id: doomed, seat: 1_000 + k, seat_label: 'x', issued_at: at },
          ...{ code: `${order_id}-code`, state: 'issued' as const },
        })),
        { transaction },
      );
    });
    const paid = await buySeats(client, doomed, [0]);
    await test.app.services.orders.callOff(doomed);
    await waitFor(async () => (await client.order(paid.id)).state === 'refunded');
  });

  it('REFUND-5 without terms nothing is taken back, and past the cut-off neither', async () => {
    const none = await openSale(test.test.database, { set: { ...later, refund_policy_id: null } });
    const soon = await openSale(test.test.database);
    const { client } = await test.join();
    for (const id of [none, soon]) {
      const paid = await buySeats(client, id, [0]);
      expect(paid.refundOffer).toBeNull();
      const refused = client.requestRefund(paid.id, { amount: 50_000 });
      await expect(refused).rejects.toMatchObject({ code: 'NOT_REFUNDABLE' });
    }
  });

  it('REFUND-4 what was paid by transfer goes back to an account that the buyer names', async () => {
    const { client } = await test.join();
    const waiting = await payOrder(
      client,
      await orderSeats(client, performanceId, [22]),
      'deposit',
    );
    expect(waiting.state).toBe('awaiting_deposit');
    const { payment_key } = (await models().orders.findByPk(waiting.id)) ?? {};
    await client.depositSandbox(payment_key ?? '');
    const paid = await waitFor(async () => {
      const now = await client.order(waiting.id);
      return now.state === 'paid' ? now : undefined;
    });
    expect(paid.refundOffer?.accountNeeded).toBe(true);
    await expect(giveBack(client, paid)).rejects.toMatchObject({
      code: 'REFUND_ACCOUNT_NEEDED',
      details: { field: 'account' },
    });
    const account = { bank: 'none', accountNumber: '110-123-456', accountHolder: '홍길동' };
    await expect(giveBack(client, paid, undefined, account)).rejects.toMatchObject({
      details: { field: 'account.bank' },
    });
    const [provider] = await client.paymentProviders();
    const good = { ...account, bank: provider?.banks[0]?.code ?? '' };
    expect((await giveBack(client, paid, undefined, good)).state).toBe('refunded');
    const refund = await models().refunds.findByPk(`${paid.id}:r1`);
    expect(refund?.account).toBeNull();
  });
});

it('REFUND-2 every try bears the refund’s id, and one key until it is asked for anew', async () => {
  const asked: [id: string, key: string][] = [];
  const gateway = (real: PaymentGateway): PaymentGateway => ({
    ...real,
    refund: async (request) => {
      asked.push([request.refundId, request.idempotencyKey]);
      if (asked.length === 1) return { outcome: 'unknown', reason: 'no answer' };
      if (asked.length === 2) return { outcome: 'refused', code: 'NOT_NOW', message: 'not now' };
      return real.refund(request);
    },
  });
  const test = await startApp({ wrap: { gateway } });
  try {
    const { orders } = test.app.services;
    const { client } = await test.join();
    const performanceId = await openSale(test.test.database, { set: later });
    const { id } = await giveBack(client, await buySeats(client, performanceId, [0]));
    const { refunds } = test.test.database.models;
    await waitFor(async () => (await refunds.findByPk(`${id}:r1`))?.state === 'stuck');
    await orders.retryRefund(`${id}:r1`);
    await waitFor(async () => (await client.order(id)).state === 'refunded');
    expect(asked).toEqual([
      [`${id}:r1`, `${id}:r1`],
      [`${id}:r1`, `${id}:r1`],
      [`${id}:r1`, `${id}:r1:2`],
    ]);
  } finally {
    await test.close();
  }
});
