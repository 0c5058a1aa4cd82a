import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AuditReport } from '../../../server/src/audit/index.ts';
import { bothEnds, OWNER_TOKEN } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { buySeats, giveBack, orderSeats, payOrder } from '../../support/purchases.ts';
import { waitFor } from '../../support/wait.ts';

const DAY_MS = 86_400_000;

describe.each(bothEnds(() => inject('mariadbUrl')))('the audit of a server on %s', (_n, start) => {
  let test: TestApp;
  let performanceId: number;
  beforeAll(async () => {
    test = await start();
    performanceId = await openSale(test.test.database, {
      rows: 10,
      set: { starts_at: Date.now() + 30 * DAY_MS, sale_closes_at: Date.now() + 29 * DAY_MS },
    });
  });
  afterAll(() => test.close());

  async function ask(): Promise<AuditReport> {
    const headers = { authorization: `Bearer ${OWNER_TOKEN}` };
    const answer = await fetch(`${test.url}/api/admin/audit?pauseMs=1000`, { headers });
    expect(answer.status).toBe(200);
    return (await answer.json()) as AuditReport;
  }

  it('AUDIT-1 orders of every state agree, as their owner is told', async () => {
    const { client } = await test.join();
    const { client: other } = await test.join();
    await orderSeats(client, performanceId, [0]);
    await payOrder(client, await orderSeats(client, performanceId, [1]), 'deposit');
    await buySeats(client, performanceId, [2, 3]);
    const partly = await buySeats(other, performanceId, [4, 5]);
    await giveBack(other, partly, [partly.tickets[0]?.code ?? '']);
    await giveBack(other, await buySeats(other, performanceId, [6]));
    const declined = await orderSeats(other, performanceId, [7]);
    await expect(payOrder(other, declined, 'decline')).rejects.toThrow();
    await other.cancelOrder(declined.id);
    const block = { blockId: 'house', performanceId, seats: [8, 9], actor: 'member:x' };
    await test.app.services.seats.block({ ...block, kind: 'house' });

    const report = await ask();
    expect(report.list).toEqual([]);
    expect(report.sources).toMatchObject({ database: true, store: true });
    expect(report.checked).toMatchObject({ orders: 6, payments: 3, refunds: 2, blocks: 1 });
    expect(report.checked.seats).toBe(100);
  });

  it('AUDIT-1 a deposit that was given up leaves nothing behind', async () => {
    const { client } = await test.join();
    const made = await orderSeats(client, performanceId, [10]);
    await payOrder(client, made, 'deposit');
    await client.cancelOrder(made.id);
    await waitFor(async () => (await client.order(made.id)).state === 'cancelled');
    expect((await ask()).list).toEqual([]);
  });

  it('AUDIT-3 nothing is wrong while people buy and give back', async () => {
    const bought = [0, 0, 0, 0];
    const selling = { over: false };
    const buyer = async (k: number): Promise<void> => {
      const { client } = await test.join();
      const seats = [20 + 10 * k, 21 + 10 * k];
      while (!selling.over) {
        const { id } = await buySeats(client, performanceId, seats);
        // On a busy machine the provider may have been too slow for the answer.
        await waitFor(async () => (await client.order(id)).state === 'paid');
        const paid = await client.order(id);
        await giveBack(client, paid, [paid.tickets[0]?.code ?? '']);
        await giveBack(client, await client.order(paid.id));
        bought[k] = (bought[k] ?? 0) + 1;
      }
    };
    const buyers = Promise.all(bought.map((_none, k) => buyer(k)));
    const reports: AuditReport[] = [];
    while (Math.min(...bought) < 3) reports.push(await ask());
    selling.over = true;
    await buyers;
    expect(reports.flatMap(({ list }) => list)).toEqual([]);
    expect(reports.length).toBeGreaterThan(0);
    expect((await ask()).list).toEqual([]);
  }, 90_000);
});
