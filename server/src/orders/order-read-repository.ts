import type {
  BuyerContactRow,
  Database,
  OrderLineRow,
  OrderState,
  PaymentAttemptRow,
  PaymentRow,
  RefundRow,
  TicketRow,
} from '@ticket-flow/db';
import { Op, literal } from 'sequelize';
import type { LiveOrder, Order } from './order-repository.ts';
import type { PayableOrder } from './payment-step-repository.ts';

/** An order with everything that is shown of it. */
export interface OrderBundle {
  readonly order: LiveOrder;
  readonly lines: readonly OrderLineRow[];
  readonly tickets: readonly TicketRow[];
  readonly buyer: BuyerContactRow | undefined;
  readonly payment: PaymentRow | undefined;
  /** The last try to pay. */
  readonly attempt: PaymentAttemptRow | undefined;
  readonly refunds: readonly RefundRow[];
}

export interface OrderReads {
  find(id: string): Promise<Order | undefined>;
  /** With its seats; undefined also for a tombstone. */
  payable(id: string): Promise<PayableOrder | undefined>;
  bundle(id: string): Promise<OrderBundle | undefined>;
  bundlesOf(holder: string, limit: number): Promise<OrderBundle[]>;
  paymentOf(id: string): Promise<PaymentRow | undefined>;
  /** What the order was paid with, as the provider calls it; empty before. */
  methodOf(id: string): Promise<string>;
  attemptsOf(id: string): Promise<PaymentAttemptRow[]>;
  /** Whether the deadline has passed by the database's clock. */
  isOverdue(id: string): Promise<boolean>;
  /** Unpaid orders whose deadline has passed by the database's clock. */
  overdue(limit: number): Promise<LiveOrder[]>;
  /** Ids of orders in a state whose provider is to be asked now, by the database's clock. */
  waiting(state: OrderState, limit: number): Promise<string[]>;
  /** Those of the holders that have an order there which is begun and not paid. */
  unpaidAmong(performanceId: number, holders: readonly string[]): Promise<string[]>;
  /** Orders of these performances that are to be ended or given back. */
  toCallOff(performanceIds: readonly number[], limit: number): Promise<string[]>;
}

export function createOrderReads({ models, nowMs }: Database): OrderReads {
  async function withDetails(orders: readonly Order[]): Promise<OrderBundle[]> {
    const live = orders.filter(isLive);
    const order_id = live.map(({ id }) => id);
    const where = { order_id };
    const [lines, tickets, buyers, payments, attempts, refunds] = await Promise.all([
      models.orderLines.findAll({ where, order: ['seat'] }),
      models.tickets.findAll({ where, order: ['seat'] }),
      models.buyerContacts.findAll({ where }),
      models.payments.findAll({ where }),
      models.paymentAttempts.findAll({ where }),
      models.refunds.findAll({ where, order: ['created_at', 'id'] }),
    ]);
    return live.map((order) => {
      const own = <T extends { order_id: string }>(rows: readonly T[]): T[] =>
        rows.filter((row) => row.order_id === order.id);
      return {
        order,
        lines: own(lines),
        tickets: own(tickets),
        buyer: own(buyers)[0],
        payment: own(payments)[0],
        attempt: own(attempts).find(({ attempt }) => attempt === order.attempt),
        refunds: own(refunds),
      };
    });
  }

  const overdueNow = { [Op.and]: literal(`deadline_at <= ${nowMs}`) };
  const paymentOf = async (id: string): Promise<PaymentRow | undefined> =>
    (await models.payments.findOne({ where: { order_id: id } })) ?? undefined;

  return {
    paymentOf,
    find: async (id) => (await models.orders.findByPk(id)) ?? undefined,
    payable: async (id) => {
      const [order, lines] = await Promise.all([
        models.orders.findByPk(id, { raw: true }),
        models.orderLines.findAll({ where: { order_id: id }, order: ['seat'], raw: true }),
      ]);
      if (!order || !isLive(order)) return undefined;
      return { ...order, seats: lines.map(({ seat, seat_label: label }) => ({ seat, label })) };
    },
    bundle: async (id) => {
      const order = await models.orders.findByPk(id);
      return order ? (await withDetails([order]))[0] : undefined;
    },
    bundlesOf: async (holder, limit) =>
      withDetails(
        await models.orders.findAll({ where: { holder }, order: [['created_at', 'DESC']], limit }),
      ),
    methodOf: async (id) => (await paymentOf(id))?.method ?? '',
    attemptsOf: (id) => models.paymentAttempts.findAll({ where: { order_id: id } }),
    isOverdue: async (id) => (await models.orders.count({ where: { id, ...overdueNow } })) > 0,
    overdue: async (limit) => {
      const where = { state: 'pending' as const, ...overdueNow };
      const orders: Order[] = await models.orders.findAll({
        where,
        order: ['deadline_at'],
        limit,
      });
      return orders.filter(isLive);
    },
    waiting: async (state, limit) => {
      const where = { state, [Op.and]: literal(`look_at <= ${nowMs}`) };
      const options = { where, order: ['look_at'], attributes: ['id'], limit };
      return (await models.orders.findAll(options)).map(({ id }) => id);
    },
    unpaidAmong: async (performanceId, holders) => {
      const rows = await models.orders.findAll({
        where: {
          performance_id: performanceId,
          holder: [...holders],
          state: ['pending', 'paying', 'awaiting_deposit'],
        },
        attributes: ['holder'],
      });
      return rows.flatMap(({ holder }) => holder ?? []);
    },
    toCallOff: async (performanceIds, limit) => {
      const performance_id = [...performanceIds];
      // Only what can be moved: an order whose refund is stuck must not keep the others waiting.
      const issued = `SELECT order_id FROM tickets WHERE state = 'issued' AND performance_id IN (${performance_id.map(Number).join(', ')})`;
      const orders = await models.orders.findAll({
        where: {
          performance_id,
          [Op.or]: [
            { state: 'pending' },
            { state: 'awaiting_deposit', given_up_by: null },
            { state: 'paid', id: { [Op.in]: literal(`(${issued})`) } },
          ],
        },
        attributes: ['id'],
        limit,
      });
      return orders.map(({ id }) => id);
    },
  };
}

function isLive(order: Order): order is LiveOrder {
  return order.performance_id !== null && order.holder !== null && order.deadline_at !== null;
}
