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
  receipt_url: string | null;
}
export interface PaymentAttemptRow {
  /** `orderId:attempt`, the provider's idempotency key. */
  id: string;
  order_id: string;
  attempt: number;
  provider: string;
  payment_key: string;
  amount: number;
  state: 'open' | 'waiting' | 'done' | 'declined';
  code: string | null;
  /** What the provider's deposit callback must know. */
  secret: string | null;
  /** JSON of the account to pay into, while `waiting` and after. */
  deposit: string | null;
  created_at: number;
  finished_at: number | null;
}
export interface RefundRow {
  /** `orderId:r<number>`, or `orderId:late`: its mark at the provider and the first key. */
  id: string;
  order_id: string;
  kind: 'tickets' | 'late';
  provider: string;
  /** The provider's id of the payment that is given back. */
  payment_key: string;
  /** JSON list of ticket ids. */
  tickets: string;
  /** What goes back; with `fee`, the price of the tickets. */
  amount: number;
  fee: number;
  reason: string;
  actor: string;
  state: 'open' | 'done' | 'stuck';
  /** JSON of the bank account to pay back into, where the provider needs one. */
  account: string | null;
  /** Why it is stuck. */
  code: string | null;
  attempts: number;
  /** How often it was stuck and asked anew. */
  reopened: number;
  next_at: number;
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
  behaviour: 'approve' | 'decline' | 'slow' | 'deposit';
  state: 'authorised' | 'waiting' | 'captured' | 'declined' | 'closed';
  returned: number;
  created_at: number;
  captured_at: number | null;
  /** Until when a deposit may come. */
  due_at: number | null;
}
export interface SandboxRefundRow {
  /** The refund's id, by which it is known whatever key asked for it. */
  id: string;
  payment_id: string;
  amount: number;
  created_at: number;
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
      receipt_url: optional(text(500)),
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
      secret: optional(text(200)),
      deposit: optional(text(1000)),
      created_at: instant(),
      finished_at: optional(instant()),
    }),
    refunds: defineTable<RefundRow>(sequelize, 'refunds', {
      id: key(64),
      order_id: text(64),
      kind: text(20),
      provider: text(20),
      payment_key: text(200),
      tickets: longText(),
      amount: money(),
      fee: money(),
      reason: text(),
      actor: text(160),
      state: text(20),
      account: optional(text(500)),
      code: optional(text(100)),
      attempts: withDefault(int(), 0),
      reopened: withDefault(int(), 0),
      next_at: instant(),
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
      returned: withDefault(money(), 0),
      due_at: optional(instant()),
    }),
    sandboxRefunds: defineTable<SandboxRefundRow>(sequelize, 'sandbox_refunds', {
      id: key(80),
      payment_id: text(64),
      amount: money(),
      created_at: instant(),
    }),
  };
}
