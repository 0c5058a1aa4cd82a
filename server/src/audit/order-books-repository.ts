import type {
  Database,
  OrderLineRow,
  OrderRow,
  PaymentAttemptRow,
  PaymentRow,
  RefundRow,
  TicketRow,
} from '@ticket-flow/db';
import type { Transaction } from 'sequelize';
import { groupBy } from './group-by.ts';

const LINE = ['order_id', 'seat', 'base', 'discount', 'fee', 'tax', 'amount'] as const;
const PAYMENT = [
  ...(['order_id', 'provider', 'provider_id'] as const),
  ...(['currency', 'captured', 'returned'] as const),
] as const;
const ATTEMPT = ['id', 'order_id', 'provider', 'payment_key', 'state'] as const;
const REFUND = [
  ...(['id', 'order_id', 'kind', 'provider', 'payment_key'] as const),
  ...(['tickets', 'amount', 'fee', 'state', 'code'] as const),
] as const;
const TICKET = ['id', 'order_id', 'performance_id', 'seat', 'state'] as const;

export const ORDER = ['id', 'performance_id', 'state', 'currency', 'amount'] as const;
export const CLAIM = ['performance_id', 'seat', 'owner'] as const;

export type AuditedOrder = Pick<OrderRow, (typeof ORDER)[number]>;
export type OrderState = OrderRow['state'];
export type AuditedLine = Pick<OrderLineRow, (typeof LINE)[number]>;
export type AuditedPayment = Pick<PaymentRow, (typeof PAYMENT)[number]>;
export type AuditedAttempt = Pick<PaymentAttemptRow, (typeof ATTEMPT)[number]>;
export type AuditedTicket = Pick<TicketRow, (typeof TICKET)[number]>;
export type AuditedRefund = Omit<Pick<RefundRow, (typeof REFUND)[number]>, 'tickets'> & {
  /** Ticket ids. */
  readonly tickets: readonly number[];
};
export interface AuditedClaim {
  readonly performance_id: number;
  readonly seat: number;
  readonly owner: string;
}

/** An order with everything that hangs on it, all of one instant. */
export interface OrderBooks {
  readonly order: AuditedOrder;
  readonly lines: readonly AuditedLine[];
  readonly claims: readonly AuditedClaim[];
  readonly payments: readonly AuditedPayment[];
  readonly attempts: readonly AuditedAttempt[];
  readonly refunds: readonly AuditedRefund[];
  readonly tickets: readonly AuditedTicket[];
}

/** What hangs on these orders, each with its own. */
export async function readOrderBooks(
  database: Database,
  transaction: Transaction,
  orders: readonly AuditedOrder[],
): Promise<OrderBooks[]> {
  const { orderLines, payments, paymentAttempts, refunds, tickets } = database.models;
  const ids = orders.map(({ id }) => id);
  const common = { where: { order_id: ids }, transaction, raw: true } as const;
  const claims = await readClaims(database, transaction, ids);
  const lines = await orderLines.findAll({ ...common, attributes: [...LINE] });
  const paid = await payments.findAll({ ...common, attributes: [...PAYMENT] });
  const tried = await paymentAttempts.findAll({ ...common, attributes: [...ATTEMPT] });
  const given = await refunds.findAll({ ...common, attributes: [...REFUND] });
  const issued = await tickets.findAll({ ...common, attributes: [...TICKET], order: ['id'] });
  const of = {
    lines: groupBy(lines, orderOf),
    claims: groupBy(claims, ({ owner }) => owner),
    payments: groupBy(paid, orderOf),
    attempts: groupBy(tried, orderOf),
    refunds: groupBy(
      given.map((row) => ({ ...row, tickets: numbersIn(row.tickets) })),
      orderOf,
    ),
    tickets: groupBy(issued, orderOf),
  };
  return orders.map((order) => ({
    order,
    lines: of.lines.get(order.id) ?? [],
    claims: of.claims.get(order.id) ?? [],
    payments: of.payments.get(order.id) ?? [],
    attempts: of.attempts.get(order.id) ?? [],
    refunds: of.refunds.get(order.id) ?? [],
    tickets: of.tickets.get(order.id) ?? [],
  }));
}

export function readClaims(
  { models }: Database,
  transaction: Transaction,
  owners: readonly string[],
): Promise<AuditedClaim[]> {
  const where = { owner: [...owners] };
  return models.seatClaims.findAll({ where, attributes: [...CLAIM], transaction, raw: true });
}

function orderOf({ order_id }: { readonly order_id: string }): string {
  return order_id;
}

/** Ticket ids out of a refund's JSON; none out of anything else, and the rules then say so. */
function numbersIn(json: string): number[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.map(Number) : [];
  } catch {
    return [];
  }
}
