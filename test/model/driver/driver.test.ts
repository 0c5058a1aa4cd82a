import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { SeatStore } from '../../../server/src/seats/index.ts';
import { mariadbDatabase, sqliteDatabase, type TestDatabase } from '../../support/databases.ts';
import { memoryFixture, redisFixture, type StoreFixture } from '../../support/seat-stores.ts';
import { without } from '../seats/rules.ts';
import { replay, STEP_NAMES, type ReplayOptions, type Taken } from './replay.ts';
import { SAMPLED } from './scenes.ts';

const STEPS = 40;
const BATCH = 100;
const TIME_OUT_MS = 180_000;

interface Place {
  readonly connect: () => Promise<TestDatabase>;
  readonly fixture: () => StoreFixture;
}
const inProcess: Place = { connect: sqliteDatabase, fixture: () => memoryFixture(BATCH) };
const outside: Place = {
  connect: () => mariadbDatabase(inject('mariadbUrl')),
  fixture: () => redisFixture(inject('redisUrl'), BATCH),
};

/** Opens a database and a store for the tests of one block. */
function prepare({ connect, fixture: makeFixture }: Place) {
  let test: TestDatabase;
  let fixture: StoreFixture;
  beforeAll(async () => {
    test = await connect();
    fixture = makeFixture();
  });
  afterAll(async () => {
    await fixture.close();
    await test.drop();
  });
  return (seed: number, more: Partial<ReplayOptions> = {}): ReplayOptions => {
    const bounds = SAMPLED[seed % SAMPLED.length];
    if (!bounds) throw new Error('nothing to sample');
    const backend = { database: test.database, fixture };
    return { backend, bounds, seed, steps: STEPS, ...more };
  };
}

describe('the model and the product in one process, on SQLite', () => {
  const optionsOf = prepare(inProcess);
  const traces = 100;

  it(
    `MODEL-4 agree after every step of ${traces} traces`,
    async () => {
      const taken: Taken = new Map();
      for (let seed = 1; seed <= traces; seed += 1) await replay(optionsOf(seed), taken);
      expect(STEP_NAMES.filter((name) => !taken.has(name))).toEqual([]);
    },
    TIME_OUT_MS,
  );
});

describe('the model and the product on Redis and MariaDB', () => {
  const optionsOf = prepare(outside);
  const traces = 110;

  it(
    `MODEL-4 agree after every step of ${traces} traces`,
    async () => {
      const taken: Taken = new Map();
      for (let seed = 1; seed <= traces; seed += 1) await replay(optionsOf(seed), taken);
      expect(STEP_NAMES.filter((name) => !taken.has(name))).toEqual([]);
    },
    TIME_OUT_MS,
  );
});

/** Stores that are wrong in one thing. */
const broken: Record<string, (store: SeatStore) => SeatStore> = {
  'a free that is lost': (store) => ({
    ...store,
    free: async ({ performanceId }) => {
      const reply = await store.position(performanceId);
      return reply.code === 'OK' ? { ...reply, code: 'NONE' } : reply;
    },
  }),
  'a pin that lets go of the last seat': (store) => ({
    ...store,
    pin: async (command) => {
      const reply = await store.pin(command);
      if (reply.code !== 'OK') return reply;
      const { performanceId, orderId: ownerId } = command;
      await store.free({ performanceId, ownerId, minEpoch: 0, seats: reply.seats.slice(-1) });
      return reply;
    },
  }),
  'an event that is taken by an older image': (store) => ({
    ...store,
    sell: (command) => store.sell({ ...command, minEpoch: 0 }),
    free: (command) => store.free({ ...command, minEpoch: 0 }),
  }),
  'a pin that knows a later epoch': (store) => ({
    ...store,
    pin: async (command) => {
      const reply = await store.pin(command);
      return 'epoch' in reply ? { ...reply, epoch: reply.epoch + 1 } : reply;
    },
  }),
};

describe('a drift between model and product', () => {
  const optionsOf = prepare(inProcess);
  const MOST_SEEDS = 60;
  const DIFFERENCE = /model and product differ|the thread is at|the product (never|refuses)/;

  /** What the first trace says on which the two differ. */
  async function firstDifference(more: Partial<ReplayOptions>): Promise<string | undefined> {
    for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
      try {
        await replay(optionsOf(seed, more), new Map());
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    }
    return undefined;
  }

  it.each(Object.entries(broken))(
    'MODEL-5 shows in sampled traces: %s',
    async (_, wrapStore) => {
      expect(await firstDifference({ wrapStore })).toMatch(DIFFERENCE);
    },
    TIME_OUT_MS,
  );

  it.each([
    'tombstone',
    'epochFence',
    'ownerChecked',
    'closeFirst',
    'ordersCount',
    'renewalCapped',
  ] as const)(
    'MODEL-5 shows in sampled traces: a model without %s',
    async (rule) => {
      const said = await firstDifference({ rules: without(rule) });
      expect(said).toMatch(DIFFERENCE);
    },
    TIME_OUT_MS,
  );
});
