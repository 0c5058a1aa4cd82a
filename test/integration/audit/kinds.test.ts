import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { KINDS } from '../../../server/src/audit/index.ts';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { openSale } from '../../support/catalogue.ts';
import { PLANTS } from './plants.ts';
import type { Plant } from './plants.ts';
import { createWorld, fill, memoryStore, redisStore } from './world.ts';
import type { CrookedStore, World } from './world.ts';

type Backend = [
  name: string,
  openDatabase: () => Promise<TestDatabase>,
  openStore: () => CrookedStore,
  plants: readonly Plant[],
];

const BACKENDS: Backend[] = [
  ['SQLite and the store in process', sqliteDatabase, memoryStore, PLANTS],
  [
    'MariaDB and Redis',
    () => mariadbDatabase(inject('mariadbUrl')),
    () => redisStore(inject('redisUrl')),
    // The rules are the same; what can differ is reading.
    PLANTS.filter((_plant, k) => k % 3 === 0),
  ],
];

describe.each(BACKENDS)('the audit on %s', (_name, openDatabase, openStore, plants) => {
  let test: TestDatabase;
  let performanceId: number;
  let world: World;
  beforeAll(async () => {
    test = await openDatabase();
    performanceId = await openSale(test.database);
  });
  beforeEach(async () => {
    world = createWorld(test.database, performanceId, openStore());
    await fill(world);
  });
  afterEach(() => world.crooked.close());
  afterAll(() => test.drop());

  it('AUDIT-1 finds nothing where orders of every state agree, and says what it read', async () => {
    const report = await world.audit();
    expect(report.list).toEqual([]);
    expect(report.disagreements).toBe(0);
    expect(report.sources).toEqual({ database: true, store: true, providers: { sandbox: true } });
    expect(report.checked).toMatchObject({ orders: 11, payments: 4, tickets: 7, refunds: 4 });
    expect(report.checked).toMatchObject({ claims: 11, blocks: 2, seats: 40 });
    expect(report.checked.providerPayments).toBeGreaterThan(5);
  });

  it.each(plants.map(({ kind, also = [], plant }, k) => [kind, k, also, plant] as const))(
    'AUDIT-2 sees %s (%i)',
    async (kind, _k, also, plant) => {
      await plant(world);
      expect(await world.kinds()).toEqual([kind, ...also].toSorted());
    },
  );
});

it('AUDIT-2 every kind is planted, but the provider’s mistake that the sandbox cannot make', () => {
  const planted = new Set<string>(PLANTS.map(({ kind }) => kind));
  expect(Object.keys(KINDS).filter((kind) => !planted.has(kind))).toEqual(['provider_order']);
});
