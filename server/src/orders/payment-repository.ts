import type { Database } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';
import { newTicketCode } from './order-ids.ts';
import type { LiveOrder } from './order-repository.ts';

export interface NewAttempt {
  readonly orderId: string;
  readonly attempt: number;
  readonly provider: string;
  readonly paymentKey: string;
  readonly amount: number;
}

/** Payments, their attempts, and the tickets they bring. */
export interface PaymentRepository {
  openAttempt(tx: Transaction, attempt: NewAttempt): Promise<void>;
  closeAttempt(
    tx: Transaction,
    id: string,
    state: 'done' | 'declined',
    code: string | null,
  ): Promise<void>;
  insertPayment(
    tx: Transaction,
    order: LiveOrder,
    payment: { provider: string; providerId: string; method: string },
  ): Promise<void>;
  /** One ticket a line. */
  issueTickets(tx: Transaction, order: LiveOrder): Promise<readonly number[]>;
}

/** The provider's idempotency key for one attempt of one order. */
export function attemptId(orderId: string, attempt: number): string {
  return `${orderId}:${String(attempt)}`;
}

export function createPaymentRepository({ models }: Database): PaymentRepository {
  return {
    openAttempt: async (transaction, { orderId, attempt, provider, paymentKey, amount }) => {
      await models.paymentAttempts.create(
        {
          id: attemptId(orderId, attempt),
          order_id: orderId,
          attempt,
          provider,
          payment_key: paymentKey,
          amount,
          state: 'open',
          created_at: Date.now(),
        },
        { transaction },
      );
    },
    closeAttempt: async (transaction, id, state, code) => {
      const set = { state, code, finished_at: Date.now() };
      await models.paymentAttempts.update(set, { where: { id, state: 'open' }, transaction });
    },
    insertPayment: async (transaction, order, { provider, providerId, method }) => {
      await models.payments.create(
        {
          order_id: order.id,
          provider,
          provider_id: providerId,
          method,
          currency: order.currency,
          captured: order.amount,
          returned: 0,
          created_at: Date.now(),
        },
        { transaction },
      );
    },
    issueTickets: async (transaction, order) => {
      const where = { order_id: order.id };
      const lines = await models.orderLines.findAll({ where, order: ['seat'], transaction });
      await models.tickets.bulkCreate(
        lines.map((line) => ({
          order_id: order.id,
          performance_id: order.performance_id,
          seat: line.seat,
          seat_label: line.seat_label,
          code: newTicketCode(),
          state: 'issued' as const,
          issued_at: Date.now(),
        })),
        { transaction },
      );
      return lines.map((line) => line.seat);
    },
  };
}
