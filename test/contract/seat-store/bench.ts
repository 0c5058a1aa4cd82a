import { SeatBits } from '@ticket-flow/client';
import { afterEach, beforeEach, inject } from 'vitest';
import type {
  Hold,
  HoldCommand,
  HoldReply,
  SeatImage,
} from '../../../server/src/seats/seat-store.ts';
import { memoryFixture, redisFixture } from '../../support/seat-stores.ts';
import type { StoreFixture } from '../../support/seat-stores.ts';

/** A performance of 20 seats on a store under test: a row of ten, then ten without neighbours. */
export const ID = 7;
export const SEATS = 20;
export const TTL = 1_000;
export const CAP = 3_000;
const BATCH = 2;

/** Both stores, by name. */
export const STORES: [string, () => StoreFixture][] = [
  ['in process', () => memoryFixture(BATCH)],
  ['Redis', () => redisFixture(inject('redisUrl'), BATCH)],
];

export interface Bench {
  /** The store of the running test. */
  readonly fixture: StoreFixture;
  install(epoch: number, records?: SeatImage['records']): Promise<{ code: string }>;
  hold(
    holder: string,
    wanted: HoldCommand['wanted'],
    more?: Partial<HoldCommand>,
  ): Promise<HoldReply>;
  /** A hold that must be granted. */
  held(holder: string, seats: number[]): Promise<Hold>;
  states(...seats: number[]): Promise<number[]>;
  version(): Promise<number | undefined>;
}

/** Gives every test of the present `describe` a store of its own with a first image. */
export function useBench(create: () => StoreFixture): Bench {
  const current: { fixture?: StoreFixture } = {};
  let requests = 0;
  const fixture = (): StoreFixture => {
    if (!current.fixture) throw new Error('no test is running');
    return current.fixture;
  };
  const install: Bench['install'] = (epoch, records = []) =>
    fixture().store.install({ performanceId: ID, epoch, config: 1, seatCount: SEATS, records });
  const hold: Bench['hold'] = (holder, wanted, more = {}) => {
    requests += 1;
    return fixture().store.hold({
      performanceId: ID,
      seatCount: SEATS,
      holder,
      requestId: `r${requests}`,
      wanted,
      ttlMs: TTL,
      capMs: CAP,
      runs: [{ first: 0, length: 10 }],
      terms: {
        config: 1,
        opensAt: 0,
        closesAt: 2e12,
        limit: 4,
        orphanRule: 'off',
        admission: false,
      },
      ...more,
    });
  };
  beforeEach(async () => {
    current.fixture = create();
    await install(1);
  });
  afterEach(() => fixture().close());
  return {
    get fixture() {
      return fixture();
    },
    install,
    hold,
    held: async (holder, seats) => {
      const reply = await hold(holder, seats);
      if (reply.code !== 'OK') throw new Error(`hold answered ${reply.code}`);
      return reply.hold;
    },
    states: async (...seats) => {
      const reply = await fixture().store.snapshot(ID);
      if (reply.code !== 'OK') throw new Error('no image');
      const bits = new SeatBits(SEATS, reply.bytes);
      return seats.map((seat) => bits.get(seat));
    },
    version: async () => (await fixture().dump(ID))?.version,
  };
}
