import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createOrderRepository } from '../../../server/src/orders/order-repository.ts';
import type { OrderRepository } from '../../../server/src/orders/order-repository.ts';
import { createPaymentSteps } from '../../../server/src/orders/payment-step-repository.ts';
import type {
  PayableOrder,
  PaymentSteps,
  PaymentStepsDependencies,
} from '../../../server/src/orders/payment-step-repository.ts';
import { createOutboxRepository } from '../../../server/src/outbox/outbox-repository.ts';
import type { NewMessage } from '../../../server/src/outbox/outbox-repository.ts';
import { createClaimRepository } from '../../../server/src/seats/claim-repository.ts';
import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { BUYER } from '../../support/purchases.ts';

type SoldEvent = Parameters<PaymentStepsDependencies['seats']['soldEvent']>[0];

describe.each([
  ['SQLite', () => sqliteDatabase()],
  ['MariaDB', () => mariadbDatabase(inject('mariadbUrl'))],
])('attempts on %s', (_name, connect) => {
  let test: TestDatabase;
  let orders: OrderRepository;
  let steps: PaymentSteps;
  let performanceId: number;
  beforeAll(async () => {
    test = await connect();
    const { database } = test;
    const claims = createClaimRepository(database);
    const outbox = createOutboxRepository(database);
    orders = createOrderRepository(database);
    const dependencies = {
      ...{ database, ownCallMs: 1_000, depositCheckMs: 1_000 },
      seats: { soldEvent: (event: SoldEvent) => claims.eventStatement({ ...event, kind: 'sell' }) },
      outbox: { statement: (message: NewMessage) => outbox.insertStatement(message) },
    };
    steps = createPaymentSteps(dependencies);
    performanceId = await openSale(database);
  });
  afterAll(() => test.drop());

  async function ordered(id: string, payWithinMs = 60_000): Promise<() => Promise<PayableOrder>> {
    await test.database.transaction((tx) =>
      orders.insert(tx, {
        ...{ id, performanceId, holder: 'user:a', currency: 'KRW', locale: 'en', payWithinMs },
        ...{ refundPolicyId: null, retainBuyerUntil: Date.now(), lines: [], amount: 50_000 },
        buyer: BUYER,
      }),
    );
    return async () => {
      const order = await orders.payable(id);
      if (!order) throw new Error('no such order');
      return order;
    };
  }
  const payment = (paymentKey: string) => ({ provider: 'sandbox', paymentKey });

  it('PAY-3 what was answered to an earlier attempt does not touch the present one', async () => {
    const present = await ordered('o-attempts');
    const before = await present();
    expect(await steps.begin(before, payment('one'))).toBe(true);
    const first = await present();
    expect(await steps.decline(first, 'REFUSED')).toBe(true);
    const stale = { ...(await present()), attempt: before.attempt };
    expect(await steps.begin(stale, payment('late'))).toBe(false);
    expect(await steps.begin(await present(), payment('two'))).toBe(true);
    const second = await present();
    expect(second).toMatchObject({ state: 'paying', attempt: 2, payment_key: 'two' });

    const captured = { providerId: 'one', method: 'card' };
    const account = { bank: 'B', accountNumber: '1', accountHolder: 'T', amount: 50_000, dueAt: 1 };
    expect(await steps.decline(first, 'REFUSED')).toBe(false);
    expect(await steps.settle(first, 'paying', captured)).toBe(false);
    expect(await steps.awaitDeposit(first, { account, secret: null })).toBe(false);
    expect(await present()).toEqual(second);
    expect(await steps.settle(second, 'paying', { ...captured, providerId: 'two' })).toBe(true);
    expect(await test.database.models.payments.count()).toBe(1);
  });

  it('PAY-1 no attempt begins after the deadline', async () => {
    const present = await ordered('o-overdue', -1);
    expect(await steps.begin(await present(), payment('late'))).toBe(false);
    expect(await present()).toMatchObject({ state: 'pending', attempt: 0 });
    expect(await orders.attemptsOf('o-overdue')).toEqual([]);
  });
});
