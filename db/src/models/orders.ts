import type { Sequelize } from 'sequelize';
import { id, instant, int, key, money, optional, text, withDefault } from '../columns.ts';
import { defineTable } from './define.ts';

export type OrderState =
  | 'pending'
  | 'paying'
  | 'awaiting_deposit'
  | 'paid'
  | 'refunding'
  | 'refunded'
  | 'expired'
  | 'cancelled'
  | 'void';

export interface OrderRow {
  id: string;
  performance_id: number | null;
  holder: string | null;
  person_id: string | null;
  sales_channel: string | null;
  state: OrderState;
  attempt: number;
  payment_key: string | null;
  currency: string | null;
  amount: number | null;
  deadline_at: number | null;
  locale: string | null;
  /** Of the payment that is or was being tried; the provider of `payment_key`. */
  provider: string | null;
  /** The terms of cancelling it was bought under. */
  refund_policy_id: number | null;
  /** Who asked to give up an order whose provider must close its account first. */
  given_up_by: string | null;
  /** How often its provider was asked without an answer, and when it is asked next. */
  looks: number;
  look_at: number;
  /** Payments of it that were given to be closed. */
  spares: number;
  created_at: number;
  updated_at: number;
}
export interface OrderLineRow {
  id: number;
  order_id: string;
  seat: number;
  seat_label: string;
  grade_id: number;
  price_type_id: number;
  base: number;
  discount: number;
  fee: number;
  tax: number;
  amount: number;
}
export interface BuyerContactRow {
  order_id: string;
  name: string;
  email: string;
  phone: string | null;
  retain_until: number;
}
export interface OrderLogRow {
  id: number;
  order_id: string;
  at: number;
  actor: string;
  from_state: string | null;
  to_state: string;
  reason: string;
  reference: string | null;
}

export function defineOrders(sequelize: Sequelize) {
  return {
    orders: defineTable<OrderRow>(sequelize, 'orders', {
      id: key(64),
      performance_id: optional(int()),
      holder: optional(text(160)),
      person_id: optional(text(160)),
      sales_channel: optional(text(40)),
      state: text(20),
      attempt: withDefault(int(), 0),
      payment_key: optional(text(200)),
      currency: optional(text(3)),
      amount: optional(money()),
      deadline_at: optional(instant()),
      locale: optional(text(5)),
      provider: optional(text(20)),
      refund_policy_id: optional(int()),
      given_up_by: optional(text(160)),
      looks: withDefault(int(), 0),
      look_at: withDefault(instant(), 0),
      spares: withDefault(int(), 0),
      created_at: instant(),
      updated_at: instant(),
    }),
    orderLines: defineTable<OrderLineRow>(sequelize, 'order_lines', {
      id: id(),
      order_id: text(64),
      seat: int(),
      seat_label: text(),
      grade_id: int(),
      price_type_id: int(),
      base: money(),
      discount: money(),
      fee: money(),
      tax: money(),
      amount: money(),
    }),
    buyerContacts: defineTable<BuyerContactRow>(sequelize, 'buyer_contacts', {
      order_id: key(64),
      name: text(100),
      email: text(254),
      phone: optional(text(40)),
      retain_until: instant(),
    }),
    orderLog: defineTable<OrderLogRow>(sequelize, 'order_log', {
      id: id(),
      order_id: text(64),
      at: instant(),
      actor: text(160),
      from_state: optional(text(20)),
      to_state: text(20),
      reason: text(100),
      reference: optional(text(200)),
    }),
  };
}
