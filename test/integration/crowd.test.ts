import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeatState } from '@ticket-flow/client';
import type { TicketRow } from '@ticket-flow/db';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { openSale } from '../support/catalogue.ts';
import { runCrowd } from '../crowd/crowd.ts';
import type { CrowdOptions, CrowdResult } from '../crowd/crowd.ts';

describe('the crowd counts what it should', () => {
  let test: TestApp;
  let performanceId: number;
  beforeEach(async () => {
    test = await startApp();
    performanceId = await openSale(test.test.database, { rows: 12 });
  });
  afterEach(() => test.close());

  const crowd = (beforeAudit?: CrowdOptions['beforeAudit']): Promise<CrowdResult> =>
    runCrowd({
      url: test.url,
      performanceId,
      buyers: 6,
      viewers: 8,
      seconds: 2,
      ...(beforeAudit && { beforeAudit }),
    });

  it('CROWD-1 finds nothing wrong where nothing is', async () => {
    const { figures, errors } = await crowd();
    expect(errors).toEqual([]);
    expect(figures.orders_paid).toBeGreaterThan(0);
    expect(figures.seats_sold).toBeGreaterThanOrEqual(figures.orders_paid);
    expect(figures).toMatchObject({
      double_sold: 0,
      divergent_viewers: 0,
      errors: 0,
      viewers_compared: 8,
    });
  });

  it('CROWD-2 counts a planted second ticket for a seat', async () => {
    const { database } = test.test;
    const { figures } = await crowd(async () => {
      const { tickets, orders } = database.models;
      const [ticket] = await tickets.findAll({ order: ['id'] });
      const paid = await orders.findAll({ where: { state: 'paid' } });
      const other = paid.find(({ id }) => id !== ticket?.order_id);
      if (!ticket || !other) throw new Error('nothing was sold');
      const row: Partial<TicketRow> = ticket.get();
      delete row.id;
      await database.transaction((transaction) =>
        tickets.create({ ...row, order_id: other.id, code: 'PLANTED' }, { transaction }),
      );
    });
    expect(figures.double_sold).toBe(1);
  });

  it('CROWD-3 counts a viewer whose map was changed behind its back', async () => {
    const { figures } = await crowd((viewers) => {
      const bits = viewers[0]?.bits;
      const seat = 0;
      bits?.set(seat, bits.get(seat) === SeatState.Free ? SeatState.Sold : SeatState.Free);
      return Promise.resolve();
    });
    expect(figures.divergent_viewers).toBe(1);
  });

  it('CROWD-4 counts a server that fails', async () => {
    await test.test.database.sequelize.getQueryInterface().dropTable('sandbox_payments');
    const { figures } = await crowd();
    expect(figures.errors).toBeGreaterThan(0);
    expect(figures.orders_paid).toBe(0);
  });
});
