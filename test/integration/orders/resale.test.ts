import { expect, inject, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { buySeats, giveBack } from '../../support/purchases.ts';
import { waitFor } from '../../support/wait.ts';

const TIMES = 100;
const DAY_MS = 86_400_000;

it('REFUND-3 S6 a seat given back and sold again a hundred times: log, claims, tickets and maps agree', async () => {
  const test = await startApp({ redis: true, mariadbUrl: inject('mariadbUrl') });
  try {
    const now = Date.now();
    const { database } = test.test;
    const performanceId = await openSale(database, {
      set: { starts_at: now + 30 * DAY_MS, sale_closes_at: now + 29 * DAY_MS },
    });
    const client = test.guest('one');
    const watcher = test.guest('two').seatChannel(performanceId);
    await watcher.ready();
    for (let time = 0; time < TIMES; time += 1) {
      const paid = await buySeats(client, performanceId, [0]);
      expect((await giveBack(client, paid)).state).toBe('refunded');
    }
    await waitFor(() => watcher.look(0) === 'free');
    const where = { performance_id: performanceId, seat: 0 };
    const log = await database.models.seatLog.findAll({ where, order: ['id'], raw: true });
    expect(log.map(({ action }) => action)).toEqual(
      Array.from({ length: 2 * TIMES }, (_, k) => (k % 2 === 0 ? 'claimed' : 'released')),
    );
    expect(await database.models.seatClaims.count({ where })).toBe(0);
    expect(await database.models.tickets.count({ where: { ...where, state: 'cancelled' } })).toBe(
      TIMES,
    );
    const events = await database.models.seatEvents.findAll({ raw: true });
    expect(events.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
      Array.from({ length: 2 * TIMES }, (_, k) => (k % 2 === 0 ? 'sell done' : 'free done')),
    );
    const next = await buySeats(test.guest('three'), performanceId, [0]);
    expect(next.state).toBe('paid');
    await waitFor(() => watcher.look(0) === 'sold');
  } finally {
    await test.close();
  }
}, 90_000);
