import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TicketFlowClient } from '@ticket-flow/client';
import { connectDatabase, migrate } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { writeOwnerFile } from '../../../server/src/platform/owner-file.ts';
import { OWNER_TOKEN, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { runEntry } from '../../support/process.ts';
import { buySeats } from '../../support/purchases.ts';
import { waitFor } from '../../support/wait.ts';

const DAY_MS = 86_400_000;
const later = { starts_at: Date.now() + 30 * DAY_MS, sale_closes_at: Date.now() + 29 * DAY_MS };

/** Buys a seat whose refund the provider then refused; answers the order and the refund. */
async function stickRefund(test: TestApp, client: TicketFlowClient, performanceId: number) {
  const { id: orderId, tickets } = await buySeats(client, performanceId, [0]);
  const refundId = `${orderId}:r1`;
  const { database } = test.test;
  const { models } = database;
  await database.transaction(async (transaction) => {
    const payment = await models.payments.findOne({ where: { order_id: orderId }, transaction });
    const [ticket] = await models.tickets.findAll({ where: { order_id: orderId }, transaction });
    await models.orders.update({ state: 'refunding' }, { where: { id: orderId }, transaction });
    await ticket?.update({ state: 'cancelled' }, { transaction });
    await models.refunds.create(
      {
        ...{ id: refundId, order_id: orderId, kind: 'tickets', provider: 'sandbox' },
        ...{ payment_key: payment?.provider_id ?? '', tickets: JSON.stringify([ticket?.id]) },
        ...{ amount: 50_000, fee: 0, reason: 'test', actor: 'test', attempts: 0, next_at: 0 },
        ...{ state: 'stuck', code: 'REFUSED', account: '{"bank":"88"}', created_at: Date.now() },
      },
      { transaction },
    );
  });
  return { orderId, refundId, code: tickets[0]?.code };
}

async function operator(env: Record<string, string>, ...args: string[]) {
  const running = runEntry('server/src/orders/cli.ts', args, env);
  const code = await running.exited;
  return { code, output: running.output().trim() };
}

/** Each command is a process of its own, started from sources. */
const TIMEOUT = { timeout: 60_000 };

describe('the operator of a shop', TIMEOUT, () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tf-operator-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  /** Lists and retries a stuck refund, then calls its performance off. */
  async function operate(test: TestApp, env: Record<string, string>): Promise<void> {
    const performanceId = await openSale(test.test.database, { set: later });
    const { client } = await test.join();
    const { client: second } = await test.join('second');
    const { orderId, refundId } = await stickRefund(test, client, performanceId);
    const paid = await buySeats(second, performanceId, [1]);

    const listed = await operator(env, 'refunds');
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.output).toMatch(
      new RegExp(`^${refundId}  \\S+Z  sandbox  ₩50,000  stuck  REFUSED$`),
    );
    const retried = await operator(env, 'retry-refund', refundId, '--json');
    expect(JSON.parse(retried.output)).toEqual({ id: refundId, retried: true });
    await waitFor(async () => (await client.order(orderId)).state === 'refunded');
    const empty = await operator(env, 'refunds', '--state', 'stuck', '--json');
    expect(JSON.parse(empty.output)).toEqual({ refunds: [] });
    const again = await operator(env, 'retry-refund', refundId);
    expect(again).toEqual({ code: 1, output: 'There is no such stuck refund.' });

    const called = await operator(env, 'call-off', String(performanceId));
    expect(called).toMatchObject({ code: 0 });
    expect(called.output).toContain(`Performance ${String(performanceId)} is called off`);
    await waitFor(async () => (await second.order(paid.id)).state === 'refunded');
    const channel = second.seatChannel(performanceId);
    await channel.ready();
    await expect(channel.hold({ seats: [5] })).rejects.toMatchObject({ code: 'CLOSED' });
  }

  it('REFUND-7 beside a running embedded server the command goes through it', async () => {
    const test = await startApp();
    try {
      await writeOwnerFile(dataDir, { url: test.url, token: OWNER_TOKEN });
      await operate(test, { DATA_DIR: dataDir });
      expect(existsSync(join(dataDir, 'ticket-flow.sqlite'))).toBe(false);
    } finally {
      await test.close();
    }
  });

  it('REFUND-7 on a shared database it is done there, and a node goes on with it', async () => {
    const test = await startApp({ mariadbUrl: inject('mariadbUrl'), redis: true });
    try {
      await operate(test, { DATA_DIR: dataDir, DATABASE_URL: test.test.url });
    } finally {
      await test.close();
    }
  });

  it('REFUND-7 without a server it opens the file itself', async () => {
    const env = { DATA_DIR: dataDir };
    const database: Database = connectDatabase({
      url: `sqlite:${join(dataDir, 'ticket-flow.sqlite')}`,
    });
    try {
      await migrate(database);
      const performanceId = await openSale(database);
      const called = await operator(env, 'call-off', String(performanceId), '--json');
      expect(JSON.parse(called.output)).toEqual({ performanceId, calledOff: true });
      const row = await database.models.performances.findByPk(performanceId);
      expect(row?.cancelled_at).toBeGreaterThan(0);
      expect((await operator(env, 'refunds')).output).toBe('No such refunds.');
      const unknown = await operator(env, 'call-off', '999999');
      expect(unknown).toEqual({ code: 1, output: 'There is no such performance.' });
    } finally {
      await database.close();
    }
  });

  it('REFUND-7 names what is wrong with an argument', async () => {
    const wrong = [
      [['call-off'], 'PERFORMANCE: is missing'],
      [['call-off', 'Hamlet'], 'PERFORMANCE: must be a whole number from 1 to 2147483647'],
      [['call-off', '1', '2'], '2: is one argument too many'],
      [['call-off', '1', '--state', 'open'], '--state: is an option of refunds'],
      [['refunds', '--state', 'lost'], '--state: must be stuck or open'],
      [['refunds', '--limit', '0'], '--limit: must be a whole number from 1 to 500'],
      [['retry-refund'], 'ID: is missing'],
      [['sing'], 'sing: there is no such command'],
      [['refunds', '--unknown'], "Unknown option '--unknown'"],
      [[], 'usage: npm run operator'],
    ] as const;
    for (const [args, words] of wrong) {
      const { code, output } = await operator({ DATA_DIR: dataDir }, ...args);
      expect([code, output.slice(0, words.length)]).toEqual([1, words]);
    }
    expect(existsSync(join(dataDir, 'ticket-flow.sqlite'))).toBe(false);
  });

  it('REFUND-7 asks by REST, with the owner’s token only; bank accounts are not told', async () => {
    const test = await startApp();
    try {
      const performanceId = await openSale(test.test.database, { set: later });
      const { client } = await test.join();
      const { orderId, refundId } = await stickRefund(test, client, performanceId);
      const ask = (path: string, method = 'GET', token = OWNER_TOKEN): Promise<Response> =>
        fetch(`${test.url}/api/admin/refunds${path}`, {
          method,
          headers: { authorization: `Bearer ${token}` },
        });
      expect((await ask('', 'GET', 'somebody')).status).toBe(403);
      expect((await ask(`/${refundId}/retry`, 'POST', 'somebody')).status).toBe(403);
      const listed = await (await ask('?state=stuck&limit=5')).text();
      // The number alone may also be part of an order's id.
      expect(listed).not.toMatch(/bank|"88"/);
      expect(JSON.parse(listed)).toMatchObject({
        refunds: [{ id: refundId, orderId, amount: 50_000, currency: 'KRW', code: 'REFUSED' }],
      });
      expect(await (await ask('?state=open')).json()).toEqual({ refunds: [] });
      expect((await ask(`/${refundId}/retry`, 'POST')).status).toBe(200);
      expect((await client.order(orderId)).state).toBe('refunded');
    } finally {
      await test.close();
    }
  });
});
