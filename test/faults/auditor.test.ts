import { Redis } from 'ioredis';
import type { Connection } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderDetail, TicketFlowClient } from '@ticket-flow/client';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { openSale } from '../support/catalogue.ts';
import { startMariaDb } from '../support/services.ts';
import type { MariaDbService } from '../support/services.ts';
import { audit } from './audit/audit.ts';
import type { AuditFigures } from './audit/audit.ts';
import { watchClaims } from './audit/claims-watch.ts';
import { keyOf } from './audit/store.ts';
import { openViewers } from './crowd/viewers.ts';
import type { Viewers } from './crowd/viewers.ts';

/** What must be zero; the other figures say how much there was. */
const ZEROS = {
  standstill: true,
  double_sold: 0,
  paid_without_ticket: 0,
  ticket_without_payment: 0,
  charged_twice: 0,
  lost_payments: 0,
  ghost_seats: 0,
  claims_of_dead_orders: 0,
  divergent_viewers: 0,
} satisfies Partial<AuditFigures>;

describe('the auditor', () => {
  let mariadb: MariaDbService;
  let app: TestApp;
  let performanceId: number;
  let viewers: Viewers;
  let database: Connection;
  let redis: Redis;
  /** Paid: one seat, two seats. Cancelled: two others. */
  let one: OrderDetail;
  let two: OrderDetail;
  let dead: OrderDetail;

  beforeAll(async () => {
    mariadb = await startMariaDb();
    app = await startApp({ redis: true, mariadbUrl: mariadb.url });
    performanceId = await openSale(app.test.database, { rows: 5 });
    const url = app.url;
    viewers = await openViewers({
      ...{ url, detourUrl: url, count: 3 },
      performanceIds: [performanceId],
    });
    one = await buy('one', [0]);
    two = await buy('two', [10, 11]);
    dead = await giveUp('dead', [20, 21]);
    database = await createConnection(app.test.url);
    redis = new Redis(app.redisUrl ?? '');
  });
  afterAll(async () => {
    redis.disconnect();
    await database.end();
    viewers.close();
    await app.close();
    await mariadb.stop();
  });

  async function order(name: string, seats: number[]): Promise<[TicketFlowClient, OrderDetail]> {
    const client = app.guest(name);
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const { token } = await channel.hold({ seats });
    const buyer = { name, email: 'buyer@example.test' };
    const request = { performanceId, holds: [token], buyer };
    return [client, await client.createOrder(request, `the-only-order-of-${name}`)];
  }
  async function buy(name: string, seats: number[]): Promise<OrderDetail> {
    const [client, { id: orderId, amount, currency }] = await order(name, seats);
    const payment = { orderId, amount, currency, behaviour: 'approve' as const };
    const { paymentKey } = await client.authoriseSandbox(payment);
    return client.confirmPayment({ orderId, paymentKey, amount });
  }
  async function giveUp(name: string, seats: number[]): Promise<OrderDetail> {
    const [client, { id }] = await order(name, seats);
    return client.cancelOrder(id);
  }

  const sql = async (text: string, values: unknown[]): Promise<void> =>
    void (await database.query(text, values));
  const look = (
    changed: { toldPaid?: string[]; viewers?: Viewers['maps']; timeoutMs?: number } = {},
  ): ReturnType<typeof audit> =>
    audit({
      databaseUrl: app.test.url,
      redisUrl: app.redisUrl ?? '',
      performanceIds: [performanceId],
      viewers: changed.viewers ?? viewers.maps,
      toldPaid: changed.toldPaid ?? [one.id, two.id],
      timeoutMs: changed.timeoutMs ?? 15_000,
    });

  /** Sees one figure rise and nothing else, and everything in order again without the fault. */
  async function planted(
    figure: keyof AuditFigures,
    plant: () => Promise<unknown>,
    undo: () => Promise<unknown>,
  ): Promise<void> {
    await plant();
    const { figures, evidence } = await look();
    await undo();
    expect(figures, evidence.join('\n')).toMatchObject({ ...ZEROS, [figure]: 1 });
    expect((await look()).figures).toMatchObject(ZEROS);
  }
  const setSeat = (seat: number, state: number) => async (): Promise<unknown> =>
    redis.bitfield(keyOf(performanceId, 'b'), 'SET', 'u2', `#${String(seat + 64)}`, state);
  const run =
    (text: string, ...values: unknown[]) =>
    (): Promise<void> =>
      sql(text, values);

  it('FAULT-2 finds nothing where all is well', async () => {
    const { figures, evidence } = await look();
    expect(evidence).toEqual([]);
    expect(figures).toEqual({ ...ZEROS, viewers_compared: 3, orders_paid: 2, seats_sold: 3 });
  });

  it('FAULT-2 counts a seat with a second ticket', async () => {
    await planted(
      'double_sold',
      run(
        `INSERT INTO tickets (order_id, performance_id, seat, seat_label, code, state, issued_at)
         VALUES (?, ?, 0, 'A-1', 'PLANTED', 'issued', 1)`,
        two.id,
        performanceId,
      ),
      run(`DELETE FROM tickets WHERE code = 'PLANTED'`),
    );
  });

  it('FAULT-2 counts a paid order without its ticket', async () => {
    const set = `UPDATE tickets SET state = ? WHERE order_id = ?`;
    await planted('paid_without_ticket', run(set, 'cancelled', one.id), run(set, 'issued', one.id));
  });

  it('FAULT-2 counts money taken for an order that is not paid', async () => {
    await planted(
      'paid_without_ticket',
      run(capture(), 'planted', dead.id, dead.amount),
      run(`DELETE FROM sandbox_payments WHERE id = 'planted'`),
    );
  });

  it('FAULT-2 counts a ticket whose payment the provider does not know', async () => {
    const set = `UPDATE sandbox_payments SET state = ? WHERE order_ref = ?`;
    await planted(
      'ticket_without_payment',
      run(set, 'authorised', one.id),
      run(set, 'captured', one.id),
    );
  });

  it('FAULT-2 counts a ticket without a payment of its order', async () => {
    const move = `UPDATE payments SET order_id = ? WHERE order_id = ?`;
    await planted('ticket_without_payment', run(move, dead.id, one.id), run(move, one.id, dead.id));
  });

  it('FAULT-2 counts an order that was charged twice', async () => {
    await planted(
      'charged_twice',
      run(capture(), 'planted', one.id, one.amount),
      run(`DELETE FROM sandbox_payments WHERE id = 'planted'`),
    );
  });

  it('FAULT-2 counts an order that was charged another amount', async () => {
    const add = `UPDATE sandbox_payments SET amount = amount + ? WHERE order_ref = ?`;
    await planted('charged_twice', run(add, 1, one.id), run(add, -1, one.id));
  });

  it('FAULT-2 counts a seat that looks held and is not', async () => {
    await planted('ghost_seats', setSeat(35, 1), setSeat(35, 0));
  });

  it('FAULT-2 counts a sold seat that looks free', async () => {
    await planted('ghost_seats', setSeat(10, 0), setSeat(10, 2));
  });

  it('FAULT-2 counts a record without claims, and claims without a record', async () => {
    const records = keyOf(performanceId, 'o');
    await planted(
      'ghost_seats',
      () => redis.hset(records, dead.id, 'user:dead|30|1'),
      () => redis.hdel(records, dead.id),
    );
    const kept = (await redis.hget(records, one.id)) ?? '';
    await planted(
      'ghost_seats',
      () => redis.hdel(records, one.id),
      () => redis.hset(records, one.id, kept),
    );
  });

  it('FAULT-2 counts a holder whose number of seats is wrong', async () => {
    const counts = keyOf(performanceId, 'u');
    await planted(
      'ghost_seats',
      () => redis.hset(counts, 'user:two', '3'),
      () => redis.hset(counts, 'user:two', '2'),
    );
  });

  it('FAULT-2 sees at any moment that a claimed seat looks free', async () => {
    const sources = { databaseUrl: app.test.url, redisUrl: app.redisUrl ?? '' };
    const watch = watchClaims(sources, [performanceId]);
    try {
      expect(await watch.look()).toBe(0);
      await setSeat(10, 0)();
      expect(await watch.look()).toBe(1);
      expect(await watch.look()).toBe(0);
      await setSeat(10, 2)();
      expect(watch.findings()).toEqual([expect.stringContaining(two.id)]);
    } finally {
      await watch.stop();
    }
  });

  it('FAULT-2 counts a claim of an order that is over', async () => {
    await planted(
      'claims_of_dead_orders',
      run(
        `INSERT INTO seat_claims (performance_id, seat, seat_uid, seat_label, owner, created_at)
         VALUES (?, 40, 'seat-40', 'E-1', ?, 1)`,
        performanceId,
        dead.id,
      ),
      run(`DELETE FROM seat_claims WHERE owner = ?`, dead.id),
    );
  });

  it('FAULT-2 counts a viewer who shows something else', async () => {
    const wrong = (): ReturnType<Viewers['maps']> => {
      const [first, ...others] = viewers.maps();
      if (!first?.bytes) throw new Error('there is no viewer');
      const bytes = first.bytes.slice();
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return [{ ...first, bytes }, ...others];
    };
    const { figures } = await look({ viewers: wrong });
    expect(figures).toMatchObject({ ...ZEROS, divergent_viewers: 1 });
  });

  it('FAULT-2 counts a payment the buyer knows of and the books do not', async () => {
    const { figures } = await look({ toldPaid: [one.id, dead.id] });
    expect(figures).toMatchObject({ ...ZEROS, lost_payments: 1 });
  });

  it('FAULT-2 sees that something still moves', async () => {
    const restless = async (plant: () => Promise<unknown>, undo: () => Promise<unknown>) => {
      await plant();
      const { figures, evidence } = await look({ timeoutMs: 0 });
      await undo();
      expect(figures.standstill).toBe(false);
      return evidence.join();
    };
    const records = keyOf(performanceId, 'o');
    const pinned = await restless(
      () => redis.hset(records, 'nobody', 'user:one|30|99999999999999'),
      () => redis.hdel(records, 'nobody'),
    );
    expect(pinned).toContain('1 pins');
    const undelivered = await restless(
      run(
        `INSERT INTO seat_events
           (performance_id, owner, kind, seats, min_epoch, state, next_at, created_at)
         VALUES (?, 'nobody', 'free', '[]', 1, 'open', 99999999999999, 1)`,
        performanceId,
      ),
      run(`DELETE FROM seat_events WHERE owner = 'nobody'`),
    );
    expect(undelivered).toContain('1 seat events');
    const set = `UPDATE orders SET state = ?, deadline_at = 99999999999999 WHERE id = ?`;
    const undecided = await restless(run(set, 'pending', dead.id), run(set, 'cancelled', dead.id));
    expect(undecided).toContain('1 orders');
    expect((await look()).figures).toMatchObject(ZEROS);
  });
});

function capture(): string {
  return `INSERT INTO sandbox_payments
            (id, order_ref, currency, amount, behaviour, state, created_at, captured_at)
          VALUES (?, ?, 'KRW', ?, 'approve', 'captured', 1, 1)`;
}
