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
import { addColumns, createTable } from '../src/migration.ts';
import type { Migration } from '../src/migration.ts';

export const refundsAndMail: Migration = {
  name: '0005-refunds-and-mail',
  async up(database) {
    await refunds(database);
    await providers(database);
    await mail(database);
  },
};

async function refunds(database: QueryInterface): Promise<void> {
  // Never changed once written: an order keeps the terms it was bought under.
  await createTable(database, 'refund_policies', {
    id: id(),
    organisation_id: references(int(), 'organisations'),
    name: text(100),
    policy: longText(),
    created_at: instant(),
  });
  await addColumns(database, 'performances', { refund_policy_id: optional(int()) });
  await addColumns(database, 'orders', {
    provider: optional(text(20)),
    refund_policy_id: optional(int()),
    given_up_by: optional(text(160)),
    looks: withDefault(int(), 0),
    look_at: withDefault(instant(), 0),
    spares: withDefault(int(), 0),
  });
  await database.addIndex('orders', ['state', 'look_at'], { name: 'orders_state_look_at' });
  await addColumns(database, 'refunds', {
    kind: withDefault(text(20), 'tickets'),
    provider: withDefault(text(20), 'sandbox'),
    payment_key: withDefault(text(200), ''),
    fee: withDefault(money(), 0),
    actor: withDefault(text(160), ''),
    account: optional(text(500)),
    code: optional(text(100)),
    attempts: withDefault(int(), 0),
    reopened: withDefault(int(), 0),
    next_at: withDefault(instant(), 0),
  });
}

async function providers(database: QueryInterface): Promise<void> {
  await addColumns(database, 'payment_attempts', {
    secret: optional(text(200)),
    deposit: optional(text(1000)),
  });
  await addColumns(database, 'payments', { receipt_url: optional(text(500)) });
  await addColumns(database, 'sandbox_payments', {
    returned: withDefault(money(), 0),
    due_at: optional(instant()),
  });
  await createTable(
    database,
    'sandbox_refunds',
    {
      id: key(80),
      payment_id: references(text(64), 'sandbox_payments'),
      amount: money(),
      created_at: instant(),
    },
    { indexes: [['payment_id']] },
  );
}

async function mail(database: QueryInterface): Promise<void> {
  await createTable(
    database,
    'outbox_messages',
    {
      id: id(),
      topic: text(40),
      owner: text(80),
      payload: longText(),
      state: text(10),
      attempts: withDefault(int(), 0),
      next_at: instant(),
      error: optional(text(500)),
      created_at: instant(),
      finished_at: optional(instant()),
    },
    {
      indexes: [
        ['state', 'next_at'],
        ['owner', 'state'],
      ],
    },
  );
  await createTable(
    database,
    'account_tokens',
    {
      id: key(64),
      user_id: references(text(36), 'users'),
      purpose: text(20),
      email: text(254),
      created_at: instant(),
      expires_at: instant(),
      used_at: optional(instant()),
    },
    { indexes: [['user_id', 'purpose']] },
  );
}
