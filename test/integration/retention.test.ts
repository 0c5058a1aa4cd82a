import type { Database } from '@ticket-flow/db';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createAccountUpkeep, createIdentityRepository } from '../../server/src/identity/index.ts';
import { createOutbox } from '../../server/src/outbox/index.ts';
import { createLogger } from '../../server/src/platform/logging.ts';
import { bothEnds } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { openSale } from '../support/catalogue.ts';
import { mariadbDatabase, sqliteDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { orderSeats } from '../support/purchases.ts';

const DAY_MS = 86_400_000;
const logger = createLogger('silent');
const daysAgo = (days: number): number => Date.now() - days * DAY_MS;

describe.each([
  ['sqlite', () => sqliteDatabase()],
  ['mysql', () => mariadbDatabase(inject('mariadbUrl'))],
])('what is deleted by age on %s', (_name, create) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await create();
    database = test.database;
  });
  afterAll(() => test.drop());

  it('OUTBOX-7 delivered messages of long ago go, all others stay', async () => {
    const { outboxMessages } = database.models;
    const outbox = createOutbox({ database, logger });
    const message = (owner: string, state: 'open' | 'done' | 'dead', days: number) => ({
      ...{ topic: 'mail', owner, payload: '{}', state, attempts: 1, error: null },
      ...{ next_at: daysAgo(days), created_at: daysAgo(days), finished_at: daysAgo(days) },
    });
    const old = Array.from({ length: 1_100 }, (_, index) => message(String(index), 'done', 31));
    const kept = [message('x', 'done', 29), message('x', 'dead', 400), message('x', 'open', 400)];
    await database.transaction(async (transaction) => {
      await outboxMessages.bulkCreate([...old, ...kept], { transaction });
    });
    await Promise.all([outbox.deleteOld(), outbox.deleteOld()]);
    const left = await outboxMessages.findAll({ order: ['id'], raw: true });
    expect(left.map(({ owner, state }) => [owner, state])).toEqual([
      ['x', 'done'],
      ['x', 'dead'],
      ['x', 'open'],
    ]);
  });

  it('AUTH-11 links and sign-ins that ended long ago go, all others stay', async () => {
    const { accountTokens, refreshTokens, users } = database.models;
    const user_id = 'a-user';
    const email = 'a@example.test';
    const link = (id: string, expires_at: number) => ({
      ...{ id, user_id, email, purpose: 'verify_email' as const, created_at: 0, expires_at },
      used_at: null,
    });
    const signIn = (id: string, expires_at: number) => ({
      ...{ id, user_id, family_id: id, token_hash: id, created_at: 0, expires_at },
      ...{ used_at: null, revoked_at: null },
    });
    await database.transaction(async (transaction) => {
      const account = { password_hash: 'x', name: 'A', locale: 'ko', platform_operator: false };
      const row = { id: user_id, email, ...account, created_at: 0, email_verified_at: null };
      await users.create(row, { transaction });
      for (const [id, days] of [
        ['old', 31],
        ['recent', 29],
        ['good', -1],
      ] as const) {
        await accountTokens.create(link(id, daysAgo(days)), { transaction });
        await refreshTokens.create(signIn(id, daysAgo(days)), { transaction });
      }
    });
    const repository = createIdentityRepository(database);
    await createAccountUpkeep({ repository, logger }).deleteOld();
    for (const left of [await accountTokens.findAll(), await refreshTokens.findAll()]) {
      expect(left.map(({ id }) => id).toSorted()).toEqual(['good', 'recent']);
    }
  });
});

describe.each(bothEnds(() => inject('mariadbUrl')))('contact details on %s', (_name, start) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await start();
  });
  afterAll(() => test.close());

  it('ORDER-4 go when their time is over, but not while money is still on its way back', async () => {
    const { database } = test.test;
    const { buyerContacts, refunds } = database.models;
    const performanceId = await openSale(database);
    const { client } = await test.join();
    const [recent, old, owed] = [
      await orderSeats(client, performanceId, [0]),
      await orderSeats(client, performanceId, [1]),
      await orderSeats(client, performanceId, [2]),
    ];
    const contact = await buyerContacts.findByPk(recent.id);
    const { startsAt } = await client.performance(performanceId);
    expect(contact?.retain_until).toBe(startsAt + 180 * DAY_MS);
    const owedId = `${owed.id}:late`;
    await database.transaction(async (transaction) => {
      const where = { order_id: [old.id, owed.id] };
      await buyerContacts.update({ retain_until: daysAgo(1) }, { where, transaction });
      await refunds.create(
        {
          ...{ id: owedId, order_id: owed.id, kind: 'late', provider: 'sandbox', tickets: '[]' },
          ...{ payment_key: 'sbx_none', amount: 1, fee: 0, reason: 'test', actor: 'test' },
          ...{ state: 'stuck', attempts: 0, next_at: 0, created_at: Date.now() },
        },
        { transaction },
      );
    });
    const { orders } = test.app.services;
    const left = async (): Promise<string[]> =>
      (await buyerContacts.findAll()).map((row) => row.order_id).toSorted();

    await orders.forgetContacts();
    expect(await left()).toEqual([recent.id, owed.id].toSorted());
    expect((await client.order(old.id)).buyer).toEqual({ name: '', email: '', phone: null });

    await database.transaction((transaction) =>
      refunds.update({ state: 'done' }, { where: { id: owedId }, transaction }),
    );
    await orders.forgetContacts();
    expect(await left()).toEqual([recent.id]);
  });
});
