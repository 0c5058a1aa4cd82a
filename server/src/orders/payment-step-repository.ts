import type { Database, Statement, OrderState } from '@ticket-flow/db';
import type { DepositAccount } from '@ticket-flow/client/protocol';
import type { Outbox } from '../outbox/index.ts';
import type { CapturedPayment } from '../payments/index.ts';
import type { Seats } from '../seats/index.ts';
import type { OrderMail } from './order-mail.ts';
import { ORDER_MAIL } from './order-mail.ts';
import { newTicketCode } from './order-ids.ts';
import type { LiveOrder } from './order-repository.ts';

/** An order with the seats it is for, as its payment needs it. */
export interface PayableOrder extends LiveOrder {
  readonly seats: readonly { readonly seat: number; readonly label: string }[];
}

/**
 * The moves of an order that is being paid. Each is one step: one conditional update with its log
 * row and all that belongs to it, in one round trip. False: the order was not in that state.
 */
export interface PaymentSteps {
  /**
   * PAY-1: `pending → paying`, before the deadline by the database's clock, and only from the
   * attempt and the open payment that the caller has seen.
   */
  begin(order: PayableOrder, payment: { provider: string; paymentKey: string }): Promise<boolean>;
  /** PAY-5: paid, payment, tickets, the `sell` event and the buyer's mail. */
  settle(order: PayableOrder, from: PayingState, payment: CapturedPayment): Promise<boolean>;
  /** PAY-3: `paying → pending`, for this attempt. */
  decline(order: PayableOrder, code: string): Promise<boolean>;
  /** DEPOSIT-1: `paying → awaiting_deposit`, until the account's own deadline. */
  awaitDeposit(
    order: PayableOrder,
    deposit: { readonly account: DepositAccount; readonly secret: string | null },
  ): Promise<boolean>;
}

export type PayingState = Extract<OrderState, 'paying' | 'awaiting_deposit'>;

export interface PaymentStepsDependencies {
  readonly database: Database;
  readonly seats: Pick<Seats, 'soldEvent'>;
  readonly outbox: Pick<Outbox, 'statement'>;
  /** How long the request that began a payment has the provider to itself. */
  readonly ownCallMs: number;
  /** When a deposit is first looked for, webhooks apart. */
  readonly depositCheckMs: number;
}

/** The provider's idempotency key for one attempt of one order. */
export function attemptId(orderId: string, attempt: number): string {
  return `${orderId}:${String(attempt)}`;
}

interface LoggedMove {
  readonly from: OrderState;
  readonly to: OrderState;
  readonly actor: string;
  readonly reason: string;
  readonly reference: string;
}

export function createPaymentSteps(dependencies: PaymentStepsDependencies): PaymentSteps {
  const { database, seats, outbox } = dependencies;
  const { nowMs } = database;

  function log(orderId: string, at: number, move: LoggedMove): Statement {
    const { from: from_state, to: to_state, actor, reason, reference } = move;
    const row = { order_id: orderId, at, actor, from_state, to_state, reason, reference };
    return insert('order_log', row);
  }

  function closeAttempt(order: LiveOrder, at: number, state: string, code: string | null) {
    return {
      sql: `UPDATE payment_attempts SET state = ?, code = ?, finished_at = ? WHERE id = ?`,
      values: [state, code, at, attemptId(order.id, order.attempt)],
    };
  }

  function leave(order: LiveOrder, from: PayingState, to: OrderState, at: number): Statement {
    return {
      sql: 'UPDATE orders SET state = ?, updated_at = ? WHERE id = ? AND state = ? AND attempt = ?',
      values: [to, at, order.id, from, order.attempt],
    };
  }

  const mail = (orderId: string, payload: OrderMail): Statement =>
    outbox.statement({ topic: ORDER_MAIL, owner: orderId, payload });

  return {
    begin: (order, { provider, paymentKey }) => {
      const at = Date.now();
      const { id, amount } = order;
      const attempt = order.attempt + 1;
      return database.step({
        move: {
          sql: `UPDATE orders SET state = 'paying', attempt = ?, provider = ?, payment_key = ?,
              updated_at = ?, looks = 0, look_at = ${nowMs} + ?
            WHERE id = ? AND state = 'pending' AND attempt = ? AND deadline_at > ${nowMs}
              AND COALESCE(payment_key, '') = ?`,
          values: [
            ...[attempt, provider, paymentKey, at, dependencies.ownCallMs],
            ...[id, order.attempt, order.payment_key ?? ''],
          ],
        },
        writes: [
          insert('payment_attempts', {
            ...{ id: attemptId(id, attempt), order_id: id, attempt, provider },
            ...{ payment_key: paymentKey, amount, state: 'open', created_at: at },
          }),
          log(id, at, {
            ...{ from: 'pending', to: 'paying', actor: order.holder },
            ...{ reason: 'payment authorised', reference: paymentKey },
          }),
        ],
      });
    },
    settle: (order, from, payment) => {
      const at = Date.now();
      const { id, performance_id: performanceId, currency, amount } = order;
      const provider = order.provider ?? '';
      return database.step({
        move: leave(order, from, 'paid', at),
        writes: [
          closeAttempt(order, at, 'done', null),
          insert('payments', {
            ...{ order_id: id, provider, provider_id: payment.providerId },
            ...{ method: payment.method, receipt_url: payment.receiptUrl ?? null },
            ...{ currency, captured: amount, returned: 0, created_at: at },
          }),
          ...order.seats.map(({ seat, label }) =>
            insert('tickets', {
              ...{ order_id: id, performance_id: performanceId, seat, seat_label: label },
              ...{ code: newTicketCode(), state: 'issued', issued_at: at },
            }),
          ),
          seats.soldEvent({
            ...{ performanceId, owner: id },
            seats: order.seats.map(({ seat }) => seat),
          }),
          log(id, at, {
            ...{ from, to: 'paid', actor: `system:${provider}` },
            ...{ reason: 'payment confirmed', reference: payment.providerId },
          }),
          mail(id, { kind: 'paid', orderId: id }),
        ],
      });
    },
    decline: (order, code) => {
      const at = Date.now();
      const { id } = order;
      return database.step({
        move: leave(order, 'paying', 'pending', at),
        writes: [
          closeAttempt(order, at, 'declined', code),
          log(id, at, {
            ...{ from: 'paying', to: 'pending', actor: `system:${order.provider ?? ''}` },
            ...{ reason: 'payment declined', reference: code },
          }),
        ],
      });
    },
    awaitDeposit: (order, { account, secret }) => {
      const at = Date.now();
      const { id } = order;
      const own = attemptId(id, order.attempt);
      return database.step({
        move: {
          sql: `UPDATE orders SET state = 'awaiting_deposit', deadline_at = ?, updated_at = ?,
              looks = 0, look_at = ${nowMs} + ?
            WHERE id = ? AND state = 'paying' AND attempt = ?`,
          values: [account.dueAt, at, dependencies.depositCheckMs, id, order.attempt],
        },
        writes: [
          {
            sql: `UPDATE payment_attempts SET state = 'waiting', secret = ?, deposit = ? WHERE id = ?`,
            values: [secret, JSON.stringify(account), own],
          },
          log(id, at, {
            ...{ from: 'paying', to: 'awaiting_deposit', actor: `system:${order.provider ?? ''}` },
            ...{ reason: 'an account was opened for the deposit', reference: own },
          }),
          mail(id, { kind: 'deposit', orderId: id }),
        ],
      });
    },
  };
}

function insert(table: string, row: Readonly<Record<string, unknown>>): Statement {
  const columns = Object.keys(row);
  const places = columns.map(() => '?').join(', ');
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`,
    values: Object.values(row),
  };
}
