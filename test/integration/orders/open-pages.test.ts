import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OrderDetail, TicketFlowClient } from '@ticket-flow/client';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import type { SandboxGateway } from '../../../server/src/payments/index.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { orderSeats } from '../../support/purchases.ts';
import { waitFor } from '../../support/wait.ts';

/** The sandbox as a provider that opens something with every start, as Stripe does. */
function opening(during: { now?: () => Promise<void> }) {
  return (gateway: PaymentGateway): PaymentGateway => ({
    ...gateway,
    start: async (request) => {
      const { start } = await gateway.start(request);
      const { orderId, amount, currency } = request;
      const payment = { orderId, amount, currency, behaviour: 'approve' } as const;
      const { paymentKey } = await (gateway as SandboxGateway).authorise(payment);
      await during.now?.();
      return { start, paymentKey };
    },
  });
}

describe('pages that a provider opened', () => {
  const during: { now?: () => Promise<void> } = {};
  let test: TestApp;
  let performanceId: number;
  beforeAll(async () => {
    test = await startApp({ mariadbUrl: inject('mariadbUrl'), wrap: { gateway: opening(during) } });
    performanceId = await openSale(test.test.database, { rows: 4 });
  });
  afterAll(() => test.close());

  const models = () => test.test.database.models;

  async function ordered(seat: number): Promise<{ client: TicketFlowClient; order: OrderDetail }> {
    const { client } = await test.join();
    return { client, order: await orderSeats(client, performanceId, [seat]) };
  }

  async function keyOf(id: string): Promise<string> {
    return (await models().orders.findByPk(id))?.payment_key ?? '';
  }

  function isIn(paymentKey: string, state: string): Promise<unknown> {
    return waitFor(
      async () => (await models().sandboxPayments.findByPk(paymentKey))?.state === state,
      { message: `the payment is ${state}`, timeoutMs: 8_000 },
    );
  }

  it('PAY-8 a page that another one replaces is closed, and so is the last one when the order ends', async () => {
    const { client, order } = await ordered(0);
    await client.startPayment(order.id);
    const first = await keyOf(order.id);
    await client.startPayment(order.id);
    const second = await keyOf(order.id);
    expect(second).not.toBe(first);
    await isIn(first, 'closed');
    await client.cancelOrder(order.id);
    await isIn(second, 'closed');
  });

  it('PAY-8 a start that a payment overtakes closes its own page, not the one that pays', async () => {
    const { client, order } = await ordered(1);
    await client.startPayment(order.id);
    const first = await keyOf(order.id);
    let paid: OrderDetail | undefined;
    during.now = async () => {
      delete during.now;
      const payment = { orderId: order.id, paymentKey: first, amount: order.amount };
      paid = await client.confirmPayment(payment);
    };
    await expect(client.startPayment(order.id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(paid?.state).toBe('paid');
    const all = await models().sandboxPayments.findAll({ where: { order_ref: order.id } });
    const other = all.find(({ id }) => id !== first);
    await isIn(other?.id ?? '', 'closed');
    expect((await models().sandboxPayments.findByPk(first))?.state).toBe('captured');
  });

  it('PAY-8 paying on another page than the remembered one closes that one', async () => {
    const { client, order } = await ordered(2);
    await client.startPayment(order.id);
    const remembered = await keyOf(order.id);
    const { id: orderId, amount, currency } = order;
    const other = await client.authoriseSandbox({
      ...{ orderId, amount, currency, behaviour: 'approve' },
    });
    await client.confirmPayment({ orderId, paymentKey: other.paymentKey, amount });
    await isIn(remembered, 'closed');
  });

  it('PAY-8 PAY-1 nobody can make a provider be asked without end', async () => {
    const { client, order } = await ordered(3);
    const confirm = (k: number): Promise<unknown> =>
      client
        .confirmPayment({ orderId: order.id, paymentKey: `sbx_${String(k)}`, amount: order.amount })
        .catch((error: unknown) => (error as { code: string }).code);
    const answers: unknown[] = [];
    for (let k = 0; k < 25; k += 1) answers.push(await confirm(k));
    expect(answers.slice(0, 20)).toEqual(Array(20).fill('DECLINED'));
    expect(answers.slice(20)).toEqual(Array(5).fill('RATE_LIMITED'));
    await client.cancelOrder(order.id);
    for (let k = 0; k < 25; k += 1) await confirm(k);
    const messages = await models().outboxMessages.count({
      where: { owner: order.id, topic: 'close-payment' },
    });
    expect(messages).toBeLessThanOrEqual(20);
  });
});
