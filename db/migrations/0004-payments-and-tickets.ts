import {
  id,
  instant,
  int,
  key,
  longText,
  money,
  optional,
  references,
  text,
  withDefault,
} from '../src/columns.ts';
import { createTable } from '../src/migration.ts';
import type { Migration } from '../src/migration.ts';

export const paymentsAndTickets: Migration = {
  name: '0004-payments-and-tickets',
  async up(database) {
    await createTable(
      database,
      'payments',
      {
        id: id(),
        order_id: references(text(64), 'orders'),
        provider: text(20),
        provider_id: text(200),
        method: text(40),
        currency: text(3),
        captured: money(),
        returned: withDefault(money(), 0),
        created_at: instant(),
      },
      { unique: [['order_id']], indexes: [['provider_id']] },
    );
    await createTable(
      database,
      'payment_attempts',
      {
        id: key(80),
        order_id: references(text(64), 'orders'),
        attempt: int(),
        provider: text(20),
        payment_key: text(200),
        amount: money(),
        state: text(20),
        code: optional(text(100)),
        created_at: instant(),
        finished_at: optional(instant()),
      },
      { unique: [['order_id', 'attempt']] },
    );
    await createTable(
      database,
      'refunds',
      {
        id: key(64),
        order_id: references(text(64), 'orders'),
        tickets: longText(),
        amount: money(),
        reason: text(),
        state: text(20),
        created_at: instant(),
        finished_at: optional(instant()),
      },
      { indexes: [['order_id'], ['state']] },
    );
    await createTable(
      database,
      'tickets',
      {
        id: id(),
        order_id: references(text(64), 'orders'),
        performance_id: references(int(), 'performances'),
        seat: int(),
        seat_label: text(),
        code: text(40),
        state: text(20),
        issued_at: instant(),
        used_at: optional(instant()),
      },
      { unique: [['order_id', 'seat'], ['code']], indexes: [['performance_id', 'seat']] },
    );
    await createTable(
      database,
      'sandbox_payments',
      {
        id: key(64),
        order_ref: text(64),
        currency: text(3),
        amount: money(),
        behaviour: text(20),
        state: text(20),
        created_at: instant(),
        captured_at: optional(instant()),
      },
      { indexes: [['order_ref']] },
    );
  },
};
