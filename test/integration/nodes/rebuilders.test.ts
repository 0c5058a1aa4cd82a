import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClaimRepository } from '../../../server/src/seats/claim-repository.ts';
import type { ClaimRepository } from '../../../server/src/seats/claim-repository.ts';
import { createImages } from '../../../server/src/seats/image.ts';
import type { Images } from '../../../server/src/seats/image.ts';
import { createRedisMutex } from '../../../server/src/platform/mutex.ts';
import type { Mutex } from '../../../server/src/platform/mutex.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { Redis } from 'ioredis';
import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { redisFixture } from '../../support/seat-stores.ts';
import type { StoreFixture } from '../../support/seat-stores.ts';

const SLOW_READ_MS = 1_500;
const NODES = 3;

describe('nodes that rebuild one performance at once', () => {
  let test: TestDatabase;
  let fixture: StoreFixture;
  let redis: Redis;
  beforeAll(async () => {
    test = await mariadbDatabase(inject('mariadbUrl'));
    fixture = redisFixture(inject('redisUrl'), 100);
    redis = new Redis(inject('redisUrl'));
  });
  afterAll(async () => {
    redis.disconnect();
    await fixture.close();
    await test.drop();
  });

  /** Nodes on one store and database, whose read of the claims takes its time. */
  function openNodes(performanceId: number, mutex: Mutex, readMs: number): Images[] {
    const claims = createClaimRepository(test.database);
    const slow: ClaimRepository = {
      ...claims,
      live: async (...args) => {
        await sleep(readMs);
        return claims.live(...args);
      },
    };
    const facts = {
      ...{ performanceId, seatCount: 40, startsAt: 0, holdTtlMs: 1, holdCapMs: 1 },
      terms: {
        config: 1,
        opensAt: 0,
        closesAt: 0,
        limit: 4,
        orphanRule: 'off' as const,
        admission: false,
      },
      ...{ labelOf: () => '', uidOf: () => '', isPriced: () => true },
      ...{ runsTouching: () => [], area: () => undefined },
    };
    const read = () => Promise.resolve(facts);
    return Array.from({ length: NODES }, () =>
      createImages({
        ...{ store: fixture.store, claims: slow, mutex },
        sales: { of: read, reload: read },
        owners: { describe: () => Promise.resolve(new Map()), bury: () => Promise.resolve('live') },
        transaction: test.database.transaction.bind(test.database),
        logger: createLogger('silent'),
        installed: () => undefined,
      }),
    );
  }

  it('REBUILD-8 one of them does it, however long it takes, and the others take its work', async () => {
    const performanceId = await openSale(test.database);
    const nodes = openNodes(performanceId, createRedisMutex(redis), SLOW_READ_MS);
    await Promise.all(nodes.map((node) => node.rebuild(performanceId)));
    const claims = createClaimRepository(test.database);
    expect(await claims.epoch(performanceId)).toBe(2);
    expect((await fixture.dump(performanceId))?.epoch).toBe(2);
  });

  it('REBUILD-1 without any lock they are done as well, under one epoch that is durable', async () => {
    const performanceId = await openSale(test.database);
    const none: Mutex = { tryRun: (_name, _ttlMs, work) => work() };
    const nodes = openNodes(performanceId, none, 20);
    await Promise.all(nodes.map((node) => node.rebuild(performanceId)));
    const claims = createClaimRepository(test.database);
    expect((await fixture.dump(performanceId))?.epoch).toBe(await claims.epoch(performanceId));
  });
});
