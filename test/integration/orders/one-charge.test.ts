import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OrderDetail, TicketFlowClient } from '@ticket-flow/client';
import type { Database } from '@ticket-flow/db';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { bothEnds, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { BUYER, orderSeats, payOrder } from '../../support/purchases.ts';
import { waitFor } from '../../support/wait.ts';

/** What the books say of an order, ours and the provider's. */
async function booksOf({ models }: Database, id: string) {
  const where = { order_id: id };
  const captured = await models.sandboxPayments.findAll({
    where: { order_ref: id, state: 'captured' },
    raw: true,
  });
  return {
    charged: captured.map(({ amount }) => amount),
    payments: await models.payments.count({ where }),
    tickets: await models.tickets.count({ where }),
    claims: await models.seatClaims.count({ where: { owner: id } }),
  };
}

const once = (seats: number): object => ({
  charged: [seats * 50_000],
  payments: 1,
  tickets: seats,
  claims: seats,
});

function authorise(client: TicketFlowClient, { id: orderId, amount, currency }: OrderDetail) {
  return client.authoriseSandbox({ orderId, amount, currency, behaviour: 'approve' });
}

describe.each(bothEnds(() => inject('mariadbUrl')))('one charge on %s', (_name, start) => {
  let test: TestApp;
  let performanceId: number;
  beforeAll(async () => {
    test = await start();
    performanceId = await openSale(test.test.database, { rows: 8 });
  });
  afterAll(() => test.close());

  it('PAY-5 S5 fifty confirms of one order at once: one charge, one set of tickets, the same answer', async () => {
    const { client, session } = await test.join();
    const made = await orderSeats(client, performanceId, [0, 1]);
    const { paymentKey } = await authorise(client, made);
    const request = { orderId: made.id, paymentKey, amount: made.amount };
    const { TicketFlowClient: Client } = await import('@ticket-flow/client');
    const other = new Client({
      baseUrl: test.url,
      locale: 'en',
      getToken: () => session.accessToken,
    });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, k) => (k % 2 === 0 ? client : other).confirmPayment(request)),
    );
    other.close();
    const states = new Set(answers.map(({ state }) => state));
    expect([...states].every((state) => state === 'paid' || state === 'paying')).toBe(true);
    const paid = await waitFor(async () => {
      const now = await client.order(made.id);
      return now.state === 'paid' ? now : undefined;
    });
    const codes = paid.tickets.map(({ code }) => code);
    for (const answer of answers.filter(({ state }) => state === 'paid')) {
      expect(answer.tickets.map(({ code }) => code)).toEqual(codes);
    }
    expect(await booksOf(test.test.database, made.id)).toEqual(once(2));
    expect(await client.confirmPayment(request)).toMatchObject({ state: 'paid' });
  });

  it('PAY-2 S5 a second tab with a payment of its own: one of them pays, the other is told so', async () => {
    const { client } = await test.join();
    const made = await orderSeats(client, performanceId, [2]);
    const keys = await Promise.all([authorise(client, made), authorise(client, made)]);
    const answers = await Promise.allSettled(
      keys.map(({ paymentKey }) =>
        client.confirmPayment({ orderId: made.id, paymentKey, amount: made.amount }),
      ),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(1);
    const { code } = refused[0]?.reason as { code: string };
    expect(['IN_PROGRESS', 'WRONG_STATE']).toContain(code);
    await waitFor(async () => (await client.order(made.id)).state === 'paid');
    expect(await booksOf(test.test.database, made.id)).toEqual(once(1));
  });

  it('PAY-1 another buyer’s payment does not pay an order, whatever its amount', async () => {
    const { client } = await test.join();
    const { client: other } = await test.join('other');
    const [mine, theirs] = [
      await orderSeats(client, performanceId, [4]),
      await orderSeats(other, performanceId, [5]),
    ];
    const { paymentKey } = await authorise(other, theirs);
    const stolen = { orderId: mine.id, paymentKey, amount: mine.amount };
    await expect(client.confirmPayment(stolen)).rejects.toMatchObject({ code: 'DECLINED' });
    expect((await client.order(mine.id)).state).toBe('pending');
    const paid = await other.confirmPayment({ ...stolen, orderId: theirs.id });
    expect(paid.state).toBe('paid');
    expect((await booksOf(test.test.database, mine.id)).charged).toEqual([]);
  });

  it('PAY-1 PAY-8 no confirm counts after the deadline, and the authorisation is closed', async () => {
    const { client } = await test.join();
    const made = await orderSeats(client, performanceId, [6]);
    const { paymentKey } = await authorise(client, made);
    await test.test.database.transaction((transaction) =>
      test.test.database.models.orders.update(
        { deadline_at: Date.now() - 1 },
        { where: { id: made.id }, transaction },
      ),
    );
    const late = client.confirmPayment({ orderId: made.id, paymentKey, amount: made.amount });
    await expect(late).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await waitFor(async () => (await client.order(made.id)).state === 'expired');
    const again = client.confirmPayment({ orderId: made.id, paymentKey, amount: made.amount });
    await expect(again).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const { sandboxPayments } = test.test.database.models;
    await waitFor(async () => (await sandboxPayments.findByPk(paymentKey))?.state === 'closed');
    expect(await booksOf(test.test.database, made.id)).toMatchObject({ charged: [], tickets: 0 });
  });

  it('ORDER-2 the same holds under another key make no second order', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats: [8, 9] });
    const request = { performanceId, holds: [hold.token], buyer: BUYER };
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, k) => client.createOrder(request, `tab-${String(k % 2)}-key`)),
    );
    const made = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.id] : [],
    );
    const refusals = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [(answer.reason as { code: string }).code] : [],
    );
    expect(new Set(made).size).toBe(1);
    expect(made).toHaveLength(5);
    expect(new Set(refusals)).toEqual(new Set(['GONE']));
    const first = answers.findIndex(({ status }) => status === 'fulfilled') % 2;
    await client.cancelOrder(made[0] ?? '');
    const again = client.createOrder(request, `tab-${String(first)}-key`);
    await expect(again).resolves.toMatchObject({ state: 'cancelled' });
  });
});

describe('an unknown outcome', () => {
  /** Lets a step commit and then says that the connection was lost. */
  function losingAnswers(database: Database): { readonly next: () => void } {
    const step = database.step.bind(database);
    let lose = false;
    Object.assign(database, {
      step: async (...args: Parameters<Database['step']>) => {
        const answer = await step(...args);
        if (!lose) return answer;
        lose = false;
        throw Object.assign(new Error('connection lost'), { code: 'PROTOCOL_CONNECTION_LOST' });
      },
    });
    return {
      next: () => {
        lose = true;
      },
    };
  }

  it('PAY-4 CLAIM-4 at COMMIT, of any step of paying: one charge, one set of tickets', async () => {
    let before: (() => void) | undefined;
    const asked: string[] = [];
    const gateway = (real: PaymentGateway): PaymentGateway => ({
      ...real,
      confirm: (request) => {
        asked.push(request.idempotencyKey);
        before?.();
        return real.confirm(request);
      },
    });
    const test = await startApp({
      ...{ redis: true, mariadbUrl: inject('mariadbUrl') },
      wrap: { gateway },
    });
    try {
      const performanceId = await openSale(test.test.database);
      const losing = losingAnswers(test.test.database);
      const { client } = await test.join();

      const first = await orderSeats(client, performanceId, [0]);
      losing.next();
      await payOrder(client, first, 'approve').catch(() => undefined);
      await waitFor(async () => (await client.order(first.id)).state === 'paid');
      expect(await booksOf(test.test.database, first.id)).toEqual(once(1));

      const second = await orderSeats(client, performanceId, [1]);
      before = () => {
        losing.next();
        before = undefined;
      };
      await payOrder(client, second, 'approve').catch(() => undefined);
      await waitFor(async () => (await client.order(second.id)).state === 'paid');
      expect(await booksOf(test.test.database, second.id)).toEqual(once(1));
      expect(asked.length).toBeGreaterThanOrEqual(2);
      expect(new Set(asked)).toEqual(new Set([`${first.id}:1`, `${second.id}:1`]));
    } finally {
      await test.close();
    }
  });
});
