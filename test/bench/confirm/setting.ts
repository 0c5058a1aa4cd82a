import { randomUUID } from 'node:crypto';
import { connectDatabase } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { createPool } from 'mysql2/promise';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { PayableOrder } from '../../../server/src/orders/payment-step-repository.ts';

/** What every way has: as many connections to one database. */
export interface Setting {
  readonly database: Database;
  readonly pool: Pool;
  readonly performanceId: number;
  readonly connections: number;
  readonly close: () => Promise<void>;
}

export async function openSetting(
  url: string,
  performanceId: number,
  connections: number,
): Promise<Setting> {
  const database = connectDatabase({ url, poolSize: connections });
  const pool = createPool({ uri: url, connectionLimit: connections, multipleStatements: true });
  const close = async (): Promise<void> => {
    await Promise.all([pool.end(), database.close()]);
  };
  try {
    await requireDurability(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, pool, performanceId, connections, close };
}

/** A commit that is not on disk when it is answered would be another, cheaper thing. */
async function requireDurability(pool: Pool): Promise<void> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT @@innodb_flush_log_at_trx_commit AS flush, @@innodb_doublewrite AS twice, @@innodb_flush_method AS method',
  );
  const found = rows[0];
  if (found?.['flush'] === 1 && found['twice'] === 1 && found['method'] !== 'nosync') return;
  throw new Error(`the database is not durable: ${JSON.stringify(found)}`);
}

/** Orders of one seat in `paying`, with their attempts. */
export async function makeOrders(
  { database, performanceId }: Setting,
  count: number,
): Promise<PayableOrder[]> {
  const now = Date.now();
  const orders = Array.from({ length: count }, () => ({
    ...{ id: `o${randomUUID().replaceAll('-', '').slice(7)}`, performance_id: performanceId },
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
