import type { Sequelize } from 'sequelize';
import { id, instant, int, key, longText, money, optional, text, withDefault } from '../columns.ts';
import { defineTable } from './define.ts';

export interface PaymentRow {
  id: number;
  order_id: string;
  provider: string;
  provider_id: string;
  method: string;
  currency: string;
  captured: number;
  returned: number;
  created_at: number;
}
export interface PaymentAttemptRow {
  /** `orderId:attempt`, the provider's idempotency key. */
  id: string;
  order_id: string;
  attempt: number;
  provider: string;
  payment_key: string;
  amount: number;
  state: 'open' | 'done' | 'declined';
  code: string | null;
  created_at: number;
  finished_at: number | null;
}
export interface RefundRow {
  id: string;
  order_id: string;
  /** JSON list of ticket ids. */
  tickets: string;
  amount: number;
  reason: string;
  state: 'open' | 'done' | 'stuck';
  created_at: number;
  finished_at: number | null;
}
export interface TicketRow {
  id: number;
  order_id: string;
  performance_id: number;
  seat: number;
  seat_label: string;
  code: string;
  state: 'issued' | 'used' | 'cancelled';
  issued_at: number;
  used_at: number | null;
}
/** The sandbox provider's own books. */
export interface SandboxPaymentRow {
  id: string;
  order_ref: string;
  currency: string;
  amount: number;
  behaviour: 'approve' | 'decline' | 'slow';
  state: 'authorised' | 'captured' | 'declined';
  created_at: number;
  captured_at: number | null;
}

export function definePayments(sequelize: Sequelize) {
  return {
    payments: defineTable<PaymentRow>(sequelize, 'payments', {
      id: id(),
      order_id: text(64),
      provider: text(20),
      provider_id: text(200),
      method: text(40),
      currency: text(3),
      captured: money(),
      returned: withDefault(money(), 0),
      created_at: instant(),
    }),
    paymentAttempts: defineTable<PaymentAttemptRow>(sequelize, 'payment_attempts', {
      id: key(80),
      order_id: text(64),
      attempt: int(),
      provider: text(20),
      payment_key: text(200),
      amount: money(),
      state: text(20),
      code: optional(text(100)),
      created_at: instant(),
      finished_at: optional(instant()),
    }),
    refunds: defineTable<RefundRow>(sequelize, 'refunds', {
      id: key(64),
      order_id: text(64),
      tickets: longText(),
      amount: money(),
      reason: text(),
      state: text(20),
      created_at: instant(),
      finished_at: optional(instant()),
    }),
    tickets: defineTable<TicketRow>(sequelize, 'tickets', {
      id: id(),
      order_id: text(64),
      performance_id: int(),
      seat: int(),
      seat_label: text(),
      code: text(40),
      state: text(20),
      issued_at: instant(),
      used_at: optional(instant()),
    }),
    sandboxPayments: defineTable<SandboxPaymentRow>(sequelize, 'sandbox_payments', {
      id: key(64),
      order_ref: text(64),
      currency: text(3),
      amount: money(),
      behaviour: text(20),
      state: text(20),
      created_at: instant(),
      captured_at: optional(instant()),
    }),
  };
}
