import type { QueryInterface } from 'sequelize';
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

export const ordersAndClaims: Migration = {
  name: '0003-orders-and-claims',
  async up(database) {
    await orders(database);
    await claims(database);
    await logs(database);
  },
};

/** Everything but id and state may be missing: a tombstone (PIN-3) is a row without an order. */
async function orders(database: QueryInterface): Promise<void> {
  await createTable(
    database,
    'orders',
    {
      id: key(64),
      performance_id: optional(references(int(), 'performances')),
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
      created_at: instant(),
      updated_at: instant(),
    },
    { indexes: [['holder', 'created_at'], ['state', 'deadline_at'], ['performance_id']] },
  );
  await createTable(
    database,
    'order_lines',
    {
      id: id(),
      order_id: references(text(64), 'orders'),
      seat: int(),
      seat_label: text(),
      grade_id: references(int(), 'grades'),
      price_type_id: references(int(), 'price_types'),
      base: money(),
      discount: money(),
      fee: money(),
      tax: money(),
      amount: money(),
    },
    { unique: [['order_id', 'seat']] },
  );
  await createTable(
    database,
    'buyer_contacts',
    {
      order_id: references(key(64), 'orders'),
      name: text(100),
      email: text(254),
      phone: optional(text(40)),
      retain_until: instant(),
    },
    { indexes: [['retain_until']] },
  );
}

async function claims(database: QueryInterface): Promise<void> {
  await createTable(
    database,
    'seat_claims',
    {
      id: id(),
      performance_id: references(int(), 'performances'),
      seat: int(),
      seat_uid: text(),
      seat_label: text(),
      owner: text(65),
      created_at: instant(),
    },
    { unique: [['performance_id', 'seat']], indexes: [['owner']] },
  );
  await createTable(database, 'blocks', {
    id: key(40),
    performance_id: optional(references(int(), 'performances')),
    kind: optional(text(20)),
    channel: optional(text(40)),
    note: optional(text()),
    state: text(20),
    created_at: instant(),
  });
  await createTable(database, 'seat_epochs', {
    performance_id: { ...references(int(), 'performances'), primaryKey: true },
    epoch: int(),
  });
  await createTable(
    database,
    'seat_events',
    {
      id: id(),
      performance_id: references(int(), 'performances'),
      owner: text(65),
      kind: text(10),
      seats: longText(),
      min_epoch: int(),
      state: text(10),
      attempts: withDefault(int(), 0),
      next_at: instant(),
      created_at: instant(),
    },
    { indexes: [['state', 'next_at'], ['owner']] },
  );
}

/** Append-only; both name who did it: a holder, `member:<id>`, or `system:<job>`. */
async function logs(database: QueryInterface): Promise<void> {
  await createTable(
    database,
    'order_log',
    {
      id: id(),
      order_id: text(64),
      at: instant(),
      actor: text(160),
      from_state: optional(text(20)),
      to_state: text(20),
      reason: text(100),
      reference: optional(text(200)),
    },
    { indexes: [['order_id', 'at']] },
  );
  await createTable(
    database,
    'seat_log',
    {
      id: id(),
      performance_id: int(),
      seat: int(),
      at: instant(),
      actor: text(160),
      action: text(20),
      owner: text(65),
    },
    { indexes: [['performance_id', 'seat', 'at']] },
  );
}
