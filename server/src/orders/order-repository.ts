import type { Database, OrderRow, OrderState } from '@ticket-flow/db';
import { Op, UniqueConstraintError, literal } from 'sequelize';
import type { Transaction } from 'sequelize';
import { createOrderReads } from './order-read-repository.ts';
import type { OrderReads } from './order-read-repository.ts';
import type { PricedLine } from './pricing.ts';
import type { SparePayment } from './spare-payments.ts';

export type { OrderBundle } from './order-read-repository.ts';

export type Order = OrderRow;

/** An order that was really made: a tombstone has none of these. */
export interface LiveOrder extends Order {
  performance_id: number;
  holder: string;
  currency: string;
  amount: number;
  deadline_at: number;
}

export interface NewOrder {
  readonly id: string;
  readonly performanceId: number;
  readonly holder: string;
  readonly currency: string;
  readonly locale: string;
  readonly payWithinMs: number;
  readonly refundPolicyId: number | null;
  readonly retainBuyerUntil: number;
  readonly lines: readonly PricedLine[];
  readonly amount: number;
  readonly buyer: { readonly name: string; readonly email: string; readonly phone?: string };
}

/** A change of state: from exactly this state (and attempt), with who and why for the log. */
export interface Move {
  readonly id: string;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly actor: string;
  readonly reason: string;
  readonly reference?: string;
  readonly attempt?: number;
  readonly set?: Partial<OrderRow>;
  /** A further condition in SQL, on the same row. */
  readonly where?: string;
}

export interface OrderRepository extends OrderReads {
  insert(tx: Transaction, order: NewOrder): Promise<void>;
  /** One conditional update and its log row; false when the order was not in that state. */
  move(tx: Transaction, move: Move): Promise<boolean>;
  /** PIN-3: a tombstone for this id; false when there is a row already. */
  insertTombstone(id: string): Promise<boolean>;
  describe(
    tx: Transaction,
    ids: readonly string[],
  ): Promise<Map<string, { holder: string; state: OrderState }>>;
  /** The provider of an order is asked again after this time, by the database's clock. */
  touch(id: string, delayMs: number): Promise<void>;
  /** Remembers who does not want to wait for a deposit any more; false: it does not wait. */
  askToGiveUp(id: string, actor: string): Promise<boolean>;
  /** The attempt whose account was closed will never bring money. */
  endWaitingAttempt(tx: Transaction, id: string): Promise<void>;
  /** What a provider has open for an order now; the row stays locked until the commit. */
  lockPayment(tx: Transaction, id: string): Promise<OpenPayment | undefined>;
  /** Remembers what a provider opened for an unpaid order. */
  rememberStart(tx: Transaction, id: string, start: SparePayment): Promise<void>;
  /** Counts a payment that is given to be closed; false when there were too many of this order. */
  countSpare(tx: Transaction, id: string): Promise<boolean>;
}

export interface OpenPayment {
  readonly state: OrderState;
  readonly provider: string | null;
  readonly paymentKey: string | null;
}

/** Whoever makes more of them than that is up to something. */
const MOST_SPARES = 20;

export function createOrderRepository(database: Database): OrderRepository {
  const { models } = database;

  return {
    ...createOrderReads(database),
    insert: async (transaction, order) => {
      const now = Date.now();
      await models.orders.create(rowOf(order, database.instant(order.payWithinMs), now), {
        transaction,
      });
      await models.orderLines.bulkCreate(
        order.lines.map((line) => ({
          order_id: order.id,
          seat: line.seat,
          seat_label: line.label,
          grade_id: line.gradeId,
          price_type_id: line.priceTypeId,
          base: line.base,
          discount: line.discount,
          fee: line.fee,
          tax: line.tax,
          amount: line.amount,
        })),
        { transaction },
      );
      const { name, email, phone = null } = order.buyer;
      await models.buyerContacts.create(
        { order_id: order.id, name, email, phone, retain_until: order.retainBuyerUntil },
        { transaction },
      );
      await models.orderLog.create(
        logRow(order.id, now, order.holder, null, 'pending', 'ordered', null),
        { transaction },
      );
    },
    move: async (transaction, move) => {
      const now = Date.now();
      const where = {
        id: move.id,
        state: move.from,
        ...(move.attempt !== undefined && { attempt: move.attempt }),
        ...(move.where !== undefined && { [Op.and]: literal(move.where) }),
      };
      const [moved] = await models.orders.update(
        { ...move.set, state: move.to, updated_at: now },
        { where, transaction },
      );
      if (moved === 0) return false;
      const { actor, from, to, reason, reference = null } = move;
      await models.orderLog.create(logRow(move.id, now, actor, from, to, reason, reference), {
        transaction,
      });
      return true;
    },
    insertTombstone: async (id) => {
      const now = Date.now();
      const row = { id, state: 'void' as const, attempt: 0, created_at: now, updated_at: now };
      try {
        await database.transaction(async (transaction) => {
          await models.orders.create(row, { transaction });
          const entry = logRow(
            id,
            now,
            'system:pin-check',
            null,
            'void',
            'pin without order',
            null,
          );
          await models.orderLog.create(entry, { transaction });
        });
        return true;
      } catch (error) {
        if (error instanceof UniqueConstraintError) return false;
        throw error;
      }
    },
    describe: async (transaction, ids) => {
      const rows = await models.orders.findAll({ where: { id: [...ids] }, transaction });
      return new Map(rows.map(({ id, holder, state }) => [id, { holder: holder ?? '', state }]));
    },
    touch: async (id, delayMs) => {
      const set = { look_at: database.instant(delayMs), looks: literal('looks + 1') } as object;
      await database.transaction((transaction) =>
        models.orders.update(set, { where: { id }, transaction }),
      );
    },
    askToGiveUp: (id, actor) =>
      database.transaction(async (transaction) => {
        const where = { id, state: 'awaiting_deposit' as const };
        const [asked] = await models.orders.update({ given_up_by: actor }, { where, transaction });
        return asked === 1;
      }),
    endWaitingAttempt: async (transaction, id) => {
      const set = { state: 'declined' as const, code: 'CLOSED', finished_at: Date.now() };
      const where = { order_id: id, state: 'waiting' as const };
      await models.paymentAttempts.update(set, { where, transaction });
    },
    lockPayment: async (transaction, id) => {
      const lock = transaction.LOCK.UPDATE;
      const order = await models.orders.findByPk(id, { transaction, lock });
      if (!order) return undefined;
      const { state, provider, payment_key: paymentKey } = order;
      return { state, provider, paymentKey };
    },
    rememberStart: async (transaction, id, { provider, paymentKey }) => {
      const set = { provider, payment_key: paymentKey };
      const where = { id, state: 'pending' as const };
      await models.orders.update(set, { where, transaction });
    },
    countSpare: async (transaction, id) => {
      const where = { id, spares: { [Op.lt]: MOST_SPARES } };
      const set = { spares: literal('spares + 1') } as object;
      const [counted] = await models.orders.update(set, { where, transaction });
      return counted === 1;
    },
  };
}

/** The deadline is told by the database's clock, the one that will judge it (PAY-1). */
function rowOf(order: NewOrder, deadlineAt: number, now: number): Partial<OrderRow> {
  return {
    id: order.id,
    performance_id: order.performanceId,
    holder: order.holder,
    person_id: order.holder,
    sales_channel: 'web',
    state: 'pending',
    attempt: 0,
    currency: order.currency,
    amount: order.amount,
    deadline_at: deadlineAt,
    refund_policy_id: order.refundPolicyId,
    locale: order.locale,
    created_at: now,
    updated_at: now,
  };
}

function logRow(
  order_id: string,
  at: number,
  actor: string,
  from_state: string | null,
  to_state: string,
  reason: string,
  reference: string | null,
) {
  return { order_id, at, actor, from_state, to_state, reason, reference };
}
