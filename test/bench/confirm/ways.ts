import { randomUUID } from 'node:crypto';
import type { Database } from '@ticket-flow/db';
import { createPool } from 'mysql2/promise';
import type { Pool } from 'mysql2/promise';
import { createOutbox } from '../../server/src/outbox/index.ts';
import { createPaymentSteps } from '../../server/src/orders/payment-step-repository.ts';
import type { PayableOrder } from '../../server/src/orders/payment-step-repository.ts';
import { createLogger } from '../../server/src/platform/logging.ts';
import { createClaimRepository } from '../../server/src/seats/claim-repository.ts';
import { openSale } from '../support/catalogue.ts';
import { mariadbDatabase } from '../support/databases.ts';

export interface ConfirmFigures {
  readonly connections: number;
  readonly rounds: number;
  /** Orders a second: PAY-5 as it runs. */
  readonly settle: number;
  /** The same rows by bare INSERTs, sent together and committed once: what it must be next to. */
  readonly bareInserts: number;
  /** The same transaction in Sequelize models: what it was. */
  readonly models: number;
  readonly ofBareInserts: number;
  readonly timesModels: number;
}

interface Bench {
  readonly database: Database;
  readonly pool: Pool;
  readonly performanceId: number;
  readonly connections: number;
}

const ROUNDS = 5;
const ORDERS = 400;

/** Pays orders of one seat each, `connections` at a time; rounds interleaved, medians. */
export async function measureConfirm(
  mariadbUrl: string,
  connections: number,
): Promise<ConfirmFigures> {
  const test = await mariadbDatabase(mariadbUrl);
  const pool = createPool({
    uri: test.url,
    connectionLimit: connections,
    multipleStatements: true,
  });
  try {
    const performanceId = await openSale(test.database);
    const bench = { database: test.database, pool, performanceId, connections };
    const ways = {
      settle: settleWay(bench),
      bareInserts: bareWay(bench),
      models: modelsWay(bench),
    };
    const rates = { settle: [] as number[], bareInserts: [] as number[], models: [] as number[] };
    await runRound(bench, ways.settle);
    for (let round = 0; round < ROUNDS; round += 1) {
      const names = Object.keys(ways) as (keyof typeof ways)[];
      for (const name of round % 2 === 0 ? names : names.reverse()) {
        rates[name].push(await runRound(bench, ways[name]));
      }
    }
    const [settle, bareInserts, models] = [rates.settle, rates.bareInserts, rates.models].map(
      median,
    );
    const figures = { settle: settle ?? 0, bareInserts: bareInserts ?? 1, models: models ?? 1 };
    return {
      ...{ connections, rounds: ROUNDS, ...figures },
      ofBareInserts: figures.settle / figures.bareInserts,
      timesModels: figures.settle / figures.models,
    };
  } finally {
    await pool.end();
    await test.drop();
  }
}

type Pay = (order: PayableOrder) => Promise<void>;

async function runRound(bench: Bench, pay: Pay): Promise<number> {
  const orders = await makeOrders(bench);
  const began = performance.now();
  const worker = async (): Promise<void> => {
    for (let order = orders.pop(); order; order = orders.pop()) await pay(order);
  };
  await Promise.all(Array.from({ length: bench.connections }, worker));
  return (ORDERS * 1000) / (performance.now() - began);
}

/** Orders in `paying`, with their attempts. */
async function makeOrders({ database, performanceId }: Bench): Promise<PayableOrder[]> {
  const now = Date.now();
  const orders = Array.from({ length: ORDERS }, () => ({
    ...{ id: `o${randomUUID().replaceAll('-', '')}`, performance_id: performanceId },
    ...{ holder: 'user:bench', person_id: 'user:bench', sales_channel: 'web' },
    ...{ state: 'paying' as const, attempt: 1, payment_key: 'sbx_bench', provider: 'sandbox' },
    ...{ currency: 'KRW', amount: 50_000, deadline_at: now + 60_000, locale: 'ko' },
    ...{ refund_policy_id: null, given_up_by: null, created_at: now, updated_at: now },
    ...{ looks: 0, look_at: 0, spares: 0 },
  }));
  const { models } = database;
  await database.transaction(async (transaction) => {
    await models.orders.bulkCreate(orders, { transaction });
    await models.paymentAttempts.bulkCreate(
      orders.map(({ id }) => ({
        ...{ id: `${id}:1`, order_id: id, attempt: 1, provider: 'sandbox', state: 'open' as const },
        ...{ payment_key: 'sbx_bench', amount: 50_000, created_at: now },
      })),
      { transaction },
    );
  });
  return orders.map((order) => ({ ...order, seats: [{ seat: 0, label: '1F-A-1' }] }));
}

function settleWay({ database }: Bench): Pay {
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

function bareWay({ pool, performanceId }: Bench): Pay {
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

function modelsWay({ database, performanceId }: Bench): Pay {
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

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
