import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { startRedis } from '../../support/services.ts';
import type { RedisService } from '../../support/services.ts';
import { newVisitor } from '../../support/waiting-room.ts';
import { waitFor } from '../../support/wait.ts';

describe('a waiting room on two nodes', () => {
  let one: TestApp;
  let other: TestApp;
  let redis: RedisService | undefined;
  beforeAll(async () => {
    one = await startApp({ redis: true, mariadbUrl: inject('mariadbUrl') });
    other = await startApp({ beside: one });
  });
  afterAll(async () => {
    await other.close();
    await one.close();
    await redis?.stop();
  });

  async function lineOf(count: number, maxActive: number) {
    const performanceId = await openSale(one.test.database);
    const { waitingRooms } = one.app.services;
    const opensAt = Date.now() + 3_600_000;
    await waitingRooms.create({ performanceId, opensAt, maxActive, ratePerMinute: 6_000 });
    const people = await Promise.all(Array.from({ length: count }, () => newVisitor(one)));
    const visits = await Promise.all(people.map((who, k) => who.connect(k % 2 ? one : other)));
    await Promise.all(visits.map((visit) => visit.join(performanceId)));
    await waitingRooms.change(performanceId, { change: 'open' });
    await waitFor(
      () =>
        visits.filter((visit) => visit.pushed.at(-1)?.place.state === 'admitted').length ===
        maxActive,
    );
    const positions = (): Promise<unknown[]> =>
      Promise.all(
        visits.map(async (visit) => {
          const { place } = await visit.look(performanceId);
          return place.state === 'waiting' ? place.position : place.state;
        }),
      );
    return { performanceId, people, visits, positions };
  }

  it('WAIT-1 WAIT-7 is one line for all nodes, and every node says the same', async () => {
    const { performanceId, people, visits, positions } = await lineOf(8, 2);
    const seen = await positions();
    expect(seen.filter((position) => position === 'admitted')).toHaveLength(2);
    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6, 'admitted', 'admitted']);
    const elsewhere = await Promise.all(people.map((who, k) => who.connect(k % 2 ? other : one)));
    const there = await Promise.all(
      elsewhere.map(async (visit) => {
        const { place } = await visit.look(performanceId);
        return place.state === 'waiting' ? place.position : place.state;
      }),
    );
    expect(there).toEqual(seen);
    for (const visit of [...visits, ...elsewhere]) visit.close();
  });

  it('WAIT-1 WAIT-4 a store that begins anew takes nobody’s place and nobody’s turn', async () => {
    const { performanceId, visits, positions } = await lineOf(8, 2);
    const before = await positions();
    const inside = visits[before.indexOf('admitted')];
    const port = one.redis?.port;
    await one.redis?.stop();
    redis = await startRedis({ ...(port !== undefined && { port }) });
    const after = await waitFor(() => positions(), { timeoutMs: 15_000 });
    expect(after).toEqual(before);
    const { place } = (await inside?.look(performanceId)) ?? {};
    const token = place?.state === 'admitted' ? place.token : '';
    await waitFor(() => inside?.hold(performanceId, [0], token), { timeoutMs: 10_000 });
    for (const visit of visits) visit.close();
  });
});
