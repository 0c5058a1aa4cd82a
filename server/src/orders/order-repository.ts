import type {
  BuyerContactRow,
  Database,
  OrderLineRow,
  OrderRow,
  OrderState,
  TicketRow,
} from '@ticket-flow/db';
import { Op, UniqueConstraintError, literal } from 'sequelize';
import type { Transaction } from 'sequelize';
import type { PricedLine } from './pricing.ts';

export type Order = OrderRow;

/** An order that was really made: a tombstone has none of these. */
export interface LiveOrder extends Order {
  performance_id: number;
  holder: string;
  currency: string;
  amount: number;
  deadline_at: number;
}

export interface OrderBundle {
  readonly order: LiveOrder;
  readonly lines: readonly OrderLineRow[];
  readonly tickets: readonly TicketRow[];
  readonly buyer: BuyerContactRow | undefined;
}

export interface NewOrder {
  readonly id: string;
  readonly performanceId: number;
  readonly holder: string;
  readonly currency: string;
  readonly locale: string;
  readonly payWithinMs: number;
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

export interface OrderRepository {
  find(id: string): Promise<Order | undefined>;
  bundle(id: string): Promise<OrderBundle | undefined>;
  bundlesOf(holder: string, limit: number): Promise<OrderBundle[]>;
  insert(tx: Transaction, order: NewOrder): Promise<void>;
  /** One conditional update and its log row; false when the order was not in that state. */
  move(tx: Transaction, move: Move): Promise<boolean>;
  /** PIN-3: a tombstone for this id; false when there is a row already. */
  insertTombstone(id: string): Promise<boolean>;
  describe(
    tx: Transaction,
    ids: readonly string[],
  ): Promise<Map<string, { holder: string; state: OrderState }>>;
  /** Puts an order at the end of the line of those that wait for their provider. */
  touch(id: string): Promise<void>;
  overdue(limit: number): Promise<LiveOrder[]>;
  paying(limit: number): Promise<LiveOrder[]>;
}

export function createOrderRepository(database: Database): OrderRepository {
  const { models } = database;

  async function withDetails(orders: readonly Order[]): Promise<OrderBundle[]> {
    const order_id = orders.map(({ id }) => id);
    const [lines, tickets, buyers] = await Promise.all([
      models.orderLines.findAll({ where: { order_id }, order: ['seat'] }),
      models.tickets.findAll({ where: { order_id }, order: ['seat'] }),
      models.buyerContacts.findAll({ where: { order_id } }),
    ]);
    return liveOnes(orders).map((order) => ({
      order,
      lines: lines.filter((line) => line.order_id === order.id),
      tickets: tickets.filter((ticket) => ticket.order_id === order.id),
      buyer: buyers.find((buyer) => buyer.order_id === order.id),
    }));
  }

  return {
    find: async (id) => (await models.orders.findByPk(id)) ?? undefined,
    bundle: async (id) => {
      const order = await models.orders.findByPk(id);
      return order ? (await withDetails([order]))[0] : undefined;
    },
    bundlesOf: async (holder, limit) =>
      withDetails(
        await models.orders.findAll({ where: { holder }, order: [['created_at', 'DESC']], limit }),
      ),
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
    touch: async (id) => {
      const set = { updated_at: Date.now() };
      await database.transaction((transaction) =>
        models.orders.update(set, { where: { id }, transaction }),
      );
    },
    overdue: async (limit) => {
      const where = { state: 'pending', [Op.and]: literal(`deadline_at <= ${database.nowMs}`) };
      return liveOnes(await models.orders.findAll({ where, order: ['deadline_at'], limit }));
    },
    paying: async (limit) => {
      const where = { state: 'paying' };
      return liveOnes(await models.orders.findAll({ where, order: ['updated_at'], limit }));
    },
  };
}

function liveOnes(orders: readonly Order[]): LiveOrder[] {
  return orders.filter(isLive);
}

function isLive(order: Order): order is LiveOrder {
  return order.performance_id !== null && order.holder !== null && order.deadline_at !== null;
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
