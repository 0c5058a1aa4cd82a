import type { Database, Models, OrderState } from '@ticket-flow/db';
import type { Model, ModelStatic, Transaction } from 'sequelize';

/** Price of every line, and what a refund of it keeps. */
export const PRICE = 1_000;
export const FEE = 100;

/** Writes rows as the features do, and as they never would. */
export interface Rows {
  readonly models: Models;
  /** Anything that changes rows. */
  readonly change: (
    work: (models: Models, transaction: Transaction) => Promise<unknown>,
  ) => Promise<void>;
  readonly order: (id: string, state: OrderState, seats: readonly number[]) => Promise<void>;
  readonly claim: (owner: string, seats: readonly number[]) => Promise<void>;
  readonly attempt: (
    orderId: string,
    attempt: number,
    state: AttemptState,
    key?: string,
  ) => Promise<void>;
  /** A payment in the sandbox provider's books. */
  readonly provider: (orderId: string, set: Partial<ProviderRow>) => Promise<void>;
  readonly payment: (orderId: string, seats: number) => Promise<void>;
  /** Tickets of these seats. */
  readonly tickets: (
    orderId: string,
    seats: readonly number[],
    state?: TicketState,
  ) => Promise<void>;
  /** A refund of the order's tickets for these seats. */
  readonly refund: (
    id: string,
    orderId: string,
    seats: readonly number[],
    set?: object,
  ) => Promise<void>;
  readonly block: (id: string, state: 'active' | 'released') => Promise<void>;
}

type AttemptState = 'open' | 'waiting' | 'done' | 'declined';
type TicketState = 'issued' | 'used' | 'cancelled';
interface ProviderRow {
  id: string;
  amount: number;
  state: 'authorised' | 'waiting' | 'captured' | 'declined' | 'closed';
  returned: number;
}

/** Key of the payment that a first attempt uses. */
export function keyOf(orderId: string): string {
  return `sbx_${orderId}`;
}

export function createRows(database: Database, performanceId: number): Rows {
  const { models } = database;
  const now = Date.now();
  const change: Rows['change'] = async (work) => {
    await database.transaction((transaction) => work(models, transaction));
  };
  /** One grade and price type will do: the audit compares amounts, not price lists. */
  async function priced(): Promise<{ grade_id: number; price_type_id: number }> {
    const grade = await models.grades.findOne({ where: { performance_id: performanceId } });
    const type = await models.priceTypes.findOne();
    return { grade_id: grade?.id ?? 0, price_type_id: type?.id ?? 0 };
  }
  return {
    models,
    change,
    order: async (id, state, seats) => {
      const prices = await priced();
      await change(async (_models, transaction) => {
        await models.orders.create(
          {
            ...{ id, state, holder: `user:${id}`, person_id: id, sales_channel: 'web' },
            ...{ performance_id: performanceId, currency: 'KRW', amount: seats.length * PRICE },
            ...{ deadline_at: now + 60_000, locale: 'ko', created_at: now, updated_at: now },
          },
          { transaction },
        );
        await models.orderLines.bulkCreate(
          seats.map((seat) => ({
            ...{ order_id: id, seat, seat_label: `S${String(seat)}`, ...prices },
            ...{ base: PRICE + 200, discount: 300, fee: 80, tax: 20, amount: PRICE },
          })),
          { transaction },
        );
      });
    },
    claim: (owner, seats) =>
      change((_models, transaction) =>
        models.seatClaims.bulkCreate(
          seats.map((seat) => ({
            ...{ performance_id: performanceId, seat, owner, created_at: now },
            ...{ seat_uid: `seat-${String(seat)}`, seat_label: `S${String(seat)}` },
          })),
          { transaction },
        ),
      ),
    attempt: (orderId, attempt, state, key = keyOf(orderId)) =>
      change((_models, transaction) =>
        models.paymentAttempts.create(
          {
            ...{ id: `${orderId}:${String(attempt)}`, order_id: orderId, attempt, state },
            ...{ provider: 'sandbox', payment_key: key, amount: PRICE, created_at: now },
          },
          { transaction },
        ),
      ),
    provider: (orderId, set) =>
      change((_models, transaction) =>
        models.sandboxPayments.create(
          {
            ...{ id: keyOf(orderId), order_ref: orderId, currency: 'KRW', amount: PRICE },
            ...{ behaviour: 'approve', state: 'captured', returned: 0, created_at: now },
            ...{ captured_at: now, due_at: now + 60_000, ...set },
          },
          { transaction },
        ),
      ),
    payment: (orderId, seats) =>
      change((_models, transaction) =>
        models.payments.create(
          {
            ...{ order_id: orderId, provider: 'sandbox', provider_id: keyOf(orderId) },
            ...{ method: 'sandbox card', currency: 'KRW', captured: seats * PRICE, returned: 0 },
            created_at: now,
          },
          { transaction },
        ),
      ),
    tickets: (orderId, seats, state = 'issued') =>
      change((_models, transaction) =>
        models.tickets.bulkCreate(
          seats.map((seat) => ({
            ...{ order_id: orderId, performance_id: performanceId, seat, state, issued_at: now },
            ...{ seat_label: `S${String(seat)}`, code: `${orderId}-${String(seat)}` },
          })),
          { transaction },
        ),
      ),
    refund: async (id, orderId, seats, set) => {
      const where = { order_id: orderId, seat: [...seats] };
      const tickets = await models.tickets.findAll({ where, order: ['seat'] });
      await change((_models, transaction) =>
        models.refunds.create(
          {
            ...{ id, order_id: orderId, kind: 'tickets', provider: 'sandbox', actor: 'test' },
            ...{ payment_key: keyOf(orderId), tickets: JSON.stringify(tickets.map((t) => t.id)) },
            ...{ amount: seats.length * (PRICE - FEE), fee: seats.length * FEE, state: 'done' },
            ...{ reason: 'test', next_at: now, created_at: now, ...set },
          },
          { transaction },
        ),
      );
    },
    block: (id, state) =>
      change((_models, transaction) =>
        models.blocks.create(
          { id, performance_id: performanceId, kind: 'house', state, created_at: now },
          { transaction },
        ),
      ),
  };
}

/** Everything the audit reads, the catalogue excepted, so that the next case starts afresh. */
export async function wipe(database: Database): Promise<void> {
  const { models } = database;
  const tables: ModelStatic<Model>[] = [
    ...[models.seatEvents, models.outboxMessages, models.sandboxRefunds, models.sandboxPayments],
    ...[models.refunds, models.tickets, models.payments, models.paymentAttempts],
    ...[models.seatClaims, models.blocks, models.orderLines, models.orders],
  ];
  await database.transaction(async (tx) => {
    for (const table of tables) await table.destroy({ where: {}, transaction: tx });
  });
}
