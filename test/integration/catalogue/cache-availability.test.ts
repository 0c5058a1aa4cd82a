import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Availability } from '@ticket-flow/client';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { startRedis } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';
import { ask } from './ask.ts';

describe('availability', () => {
  let node: TestApp;
  let snapshots = 0;
  beforeAll(async () => {
    node = await startApp({
      ...{ redis: true, mariadbUrl: inject('mariadbUrl') },
      wrap: {
        store: (store) => ({
          ...store,
          snapshot: (performanceId) => {
            snapshots += 1;
            return store.snapshot(performanceId);
          },
        }),
      },
    });
  });
  afterAll(() => node.close());

  async function availability(performanceId: number): Promise<Availability> {
    const answer = await ask(`${node.url}/api/performances/${String(performanceId)}/availability`);
    expect(answer.status).toBe(200);
    return answer.json as Availability;
  }

  it('CAT-4 comes from the replica, follows the map, and is told as not live without it', async () => {
    const id = await openSale(node.test.database);
    const first = await availability(id);
    expect(first).toMatchObject({ live: true, grades: [{ total: 9, free: 9 }, { free: 31 }] });
    const before = snapshots;
    const all = await Promise.all(Array.from({ length: 50 }, () => availability(id)));
    expect(all).toEqual(all.map(() => first));
    // One more at most: the replica that nobody watches may just have been let go.
    expect(snapshots - before).toBeLessThanOrEqual(1);

    const { client } = await node.join();
    await client.seatChannel(id).hold({ seats: [0] });
    await waitFor(async () => (await availability(id)).grades[0]?.free === 8);

    const port = node.redis?.port ?? 0;
    node.redis?.kill('SIGKILL');
    await waitFor(async () => !(await availability(id)).live);
    expect((await availability(id)).grades[0]?.free).toBe(8);
    const redis = await startRedis({ port });
    try {
      await waitFor(async () => (await availability(id)).live);
    } finally {
      await node.redis?.stop();
      await redis.stop();
    }
  });
});
