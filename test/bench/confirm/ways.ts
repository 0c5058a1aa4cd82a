import { createOutbox } from '../../../server/src/outbox/index.ts';
import { createPaymentSteps } from '../../../server/src/orders/payment-step-repository.ts';
import type { PayableOrder } from '../../../server/src/orders/payment-step-repository.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { createClaimRepository } from '../../../server/src/seats/claim-repository.ts';
import type { Setting } from './setting.ts';

/** Pays one order of one seat, durably. */
export type Pay = (order: PayableOrder) => Promise<void>;

/** PAY-5 as it runs: one step, sent at once. */
export function settleWay({ database }: Setting): Pay {
  const claims = createClaimRepository(database);
  const steps = createPaymentSteps({
    database,
    ...{ ownCallMs: 1_000, depositCheckMs: 1_000 },
    outbox: createOutbox({ database, logger: createLogger('silent') }),
    seats: { soldEvent: (event) => claims.eventStatement({ ...event, kind: 'sell' }) },
  });
  return async (order) => {
    const payment = { providerId: order.id, method: 'card' };
    if (!(await steps.settle(order, 'paying', payment))) throw new Error('the order was not paid');
  };
}

/** The same rows and nothing else: one round trip, one commit. */
export function bareWay({ pool, performanceId }: Setting): Pay {
  const insert = (table: string, row: Record<string, unknown>): [string, unknown[]] => [
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`,
    Object.values(row),
  ];
  return async ({ id }) => {
    const at = Date.now();
    const rows = [
      insert('payments', {
        ...{ order_id: id, provider: 'sandbox', provider_id: id, method: 'card', currency: 'KRW' },
        ...{ captured: 50_000, returned: 0, created_at: at },
      }),
      insert('tickets', {
        ...{ order_id: id, performance_id: performanceId, seat: 0, seat_label: '1F-A-1' },
        ...{ code: id.slice(0, 20), state: 'issued', issued_at: at },
      }),
      insert('seat_events', {
        ...{ performance_id: performanceId, owner: id, kind: 'sell', seats: '[0]', min_epoch: 1 },
        ...{ state: 'open', attempts: 0, next_at: at, created_at: at },
      }),
      insert('order_log', {
        ...{ order_id: id, at, actor: 'system:sandbox', from_state: 'paying', to_state: 'paid' },
        ...{ reason: 'payment confirmed', reference: id },
      }),
      insert('outbox_messages', {
        ...{ topic: 'order-mail', owner: id, payload: '{}', state: 'open', attempts: 0 },
        ...{ next_at: at, created_at: at },
      }),
    ];
    const sql = ['START TRANSACTION', ...rows.map(([text]) => text), 'COMMIT'].join(';');
    await pool.query(
      sql,
      rows.flatMap(([, values]) => values),
    );
  };
}

/** The same transaction as most would write it: one statement after the other. */
export function modelsWay({ database, performanceId }: Setting): Pay {
  const { models } = database;
  const claims = createClaimRepository(database);
  return async ({ id, amount }) => {
    const at = Date.now();
    await database.transaction(async (transaction) => {
      const where = { id, state: 'paying' as const, attempt: 1 };
      await models.orders.update({ state: 'paid', updated_at: at }, { where, transaction });
      await models.paymentAttempts.update(
        { state: 'done', finished_at: at },
        { where: { id: `${id}:1` }, transaction },
      );
      await models.payments.create(
        {
          ...{ order_id: id, provider: 'sandbox', provider_id: id, method: 'card' },
          ...{ currency: 'KRW', captured: amount, returned: 0, created_at: at },
        },
        { transaction },
      );
      await models.tickets.create(
        {
          ...{ order_id: id, performance_id: performanceId, seat: 0, seat_label: '1F-A-1' },
          ...{ code: id.slice(1, 21), state: 'issued', issued_at: at },
        },
        { transaction },
      );
      const event = { performanceId, owner: id, kind: 'sell' as const, seats: [0] };
      await claims.addEvent(transaction, event);
      await models.orderLog.create(
        {
          ...{ order_id: id, at, actor: 'system:sandbox', from_state: 'paying', to_state: 'paid' },
          ...{ reason: 'payment confirmed', reference: id },
        },
        { transaction },
      );
      await models.outboxMessages.create(
        {
          ...{ topic: 'order-mail', owner: id, payload: '{}', state: 'open' },
          ...{ attempts: 0, next_at: at, created_at: at },
        },
        { transaction },
      );
    });
  };
}
