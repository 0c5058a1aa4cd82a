import { SeatBits, SeatState } from '@ticket-flow/client';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { HoldCommand, HoldReply } from '../../../server/src/seats/seat-store.ts';
import { memoryFixture, redisFixture } from '../../support/seat-stores.ts';
import type { StoreFixture } from '../../support/seat-stores.ts';

const ID = 7;
const SEATS = 20;
const TTL = 1_000;
const CAP = 3_000;
const BATCH = 2;

describe.each([
  ['in process', () => memoryFixture(BATCH)],
  ['Redis', () => redisFixture(inject('redisUrl'), BATCH)],
])('seat store %s', (_name, create) => {
  let fixture: StoreFixture;
  let requests = 0;
  beforeEach(async () => {
    fixture = create();
    await install(1);
  });
  afterEach(() => fixture.close());

  const install = (epoch: number, records: Parameters<typeof image>[1] = []) =>
    fixture.store.install(image(epoch, records));

  function hold(
    holder: string,
    wanted: HoldCommand['wanted'],
    more: Partial<HoldCommand> = {},
  ): Promise<HoldReply> {
    requests += 1;
    return fixture.store.hold({
      performanceId: ID,
      seatCount: SEATS,
      holder,
      requestId: `r${requests}`,
      wanted,
      ttlMs: TTL,
      capMs: CAP,
      runs: [{ first: 0, length: 10 }],
      terms: { config: 1, opensAt: 0, closesAt: 2e12, limit: 4, orphanRule: 'off' },
      ...more,
    });
  }

  async function held(holder: string, seats: number[]) {
    const reply = await hold(holder, seats);
    if (reply.code !== 'OK') throw new Error(`hold answered ${reply.code}`);
    return reply.hold;
  }

  async function states(...seats: number[]): Promise<number[]> {
    const reply = await fixture.store.snapshot(ID);
    if (reply.code !== 'OK') throw new Error('no image');
    const bits = new SeatBits(SEATS, reply.bytes);
    return seats.map((seat) => bits.get(seat));
  }

  const version = async () => (await fixture.dump(ID))?.version;

  it('HOLD-1 takes all or nothing, and a refusal leaves bits and version as they were', async () => {
    await held('user:a', [3]);
    const before = await version();
    expect(await hold('user:b', [2, 3, 4])).toMatchObject({ code: 'TAKEN', seats: [3] });
    expect(await states(2, 3, 4)).toEqual([0, 1, 0]);
    expect(await version()).toBe(before);
  });

  it('EPOCH-2 the version rises with every change of bits and with nothing else', async () => {
    const start = await version();
    const { token } = await held('user:a', [0, 1]);
    expect(await version()).toBe((start ?? 0) + 1);
    await fixture.store.renew({ performanceId: ID, holder: 'user:a', token, ttlMs: TTL });
    await fixture.store.mine(ID, 'user:a');
    expect(await version()).toBe((start ?? 0) + 1);
    await fixture.store.release({ performanceId: ID, holder: 'user:a', token });
    expect(await version()).toBe((start ?? 0) + 2);
  });

  it('HOLD-2 EPOCH-3 without an image, or with one of another server, everything is LOST', async () => {
    fixture.mark.incarnation += 1;
    expect(await hold('user:a', [0])).toEqual({ code: 'LOST' });
    expect(await fixture.store.snapshot(ID)).toEqual({ code: 'LOST' });
    await fixture.wipe(ID);
    expect(await hold('user:a', [0])).toEqual({ code: 'LOST' });
    expect(await hold('user:a', { first: 10, capacity: 5, count: 1 })).toEqual({ code: 'LOST' });
    expect(await fixture.dump(ID)).toBeUndefined();
  });

  it('HOLD-3 refusals name the seats or the limit', async () => {
    expect(await hold('user:a', [0, 0])).toMatchObject({ code: 'DUPLICATE', seats: [0] });
    expect(await hold('user:a', [0, 20])).toMatchObject({ code: 'UNKNOWN_SEAT', seats: [20] });
    expect(await hold('user:a', [0, 1, 2, 3, 4])).toMatchObject({ code: 'LIMIT', limit: 4 });
    const closed = { config: 1, opensAt: 0, closesAt: 5, limit: 4, orphanRule: 'off' as const };
    expect(await hold('user:a', [0], { terms: closed })).toMatchObject({ code: 'CLOSED' });
    await fixture.store.block({ performanceId: ID, seatCount: SEATS, blockId: '1', seats: [5] });
    expect(await hold('user:a', [5])).toMatchObject({ code: 'CHANNEL', seats: [5] });
  });

  it('HOLD-4 an expired hold does not stand in the way, and more than a batch answers AGAIN', async () => {
    await held('user:a', [0]);
    fixture.clock.now += TTL;
    const taken = await hold('user:b', [0]);
    expect(taken).toMatchObject({ code: 'OK', cleared: [{ holder: 'user:a', seats: [0] }] });
    for (const seat of [2, 3, 4]) await held(`user:x${seat}`, [seat]);
    fixture.clock.now += TTL;
    expect(await hold('user:c', [4])).toMatchObject({ code: 'AGAIN' });
    expect(await hold('user:c', [4])).toMatchObject({ code: 'OK' });
  });

  it('HOLD-5 renewing stops at the cap and never revives', async () => {
    const { token, cap } = await held('user:a', [0]);
    const renew = () =>
      fixture.store.renew({ performanceId: ID, holder: 'user:a', token, ttlMs: TTL });
    fixture.clock.now += TTL - 1;
    expect(await renew()).toMatchObject({ code: 'OK', expiresAt: fixture.clock.now + TTL });
    fixture.clock.now += TTL - 1;
    await renew();
    fixture.clock.now += TTL - 1;
    expect(await renew()).toMatchObject({ code: 'OK', expiresAt: cap });
    fixture.clock.now = cap;
    expect(await renew()).toMatchObject({ code: 'GONE' });
  });

  it('HOLD-6 only the holder gives a hold back, once', async () => {
    const { token } = await held('user:a', [0]);
    const release = (holder: string) => fixture.store.release({ performanceId: ID, holder, token });
    expect(await release('user:b')).toMatchObject({ code: 'GONE' });
    expect(await states(0)).toEqual([1]);
    expect(await release('user:a')).toMatchObject({ code: 'OK', seats: [0] });
    expect(await release('user:a')).toMatchObject({ code: 'GONE' });
  });

  it('HOLD-7 a sweep clears at most a batch and says whose it was', async () => {
    for (const seat of [0, 1, 2]) await held(`user:x${seat}`, [seat]);
    fixture.clock.now += TTL;
    const first = await fixture.store.expire(ID);
    expect(first).toMatchObject({ code: 'OK', more: true });
    expect(first.code === 'OK' && first.expired.map(({ holder }) => holder)).toEqual([
      'user:x0',
      'user:x1',
    ]);
    expect(await fixture.store.expire(ID)).toMatchObject({ code: 'OK', more: false });
    expect(await states(0, 1, 2)).toEqual([0, 0, 0]);
  });

  it('HOLD-8 a token of another epoch is GONE', async () => {
    const { token } = await held('user:a', [0]);
    await install(2);
    expect(
      await fixture.store.renew({ performanceId: ID, holder: 'user:a', token, ttlMs: TTL }),
    ).toMatchObject({ code: 'GONE' });
  });

  it('HOLD-9 the limit counts holds and orders together', async () => {
    const { token } = await held('user:a', [0, 1]);
    await fixture.store.pin({
      performanceId: ID,
      holder: 'user:a',
      tokens: [token],
      orderId: 'o1',
    });
    await held('user:a', [2]);
    expect(await hold('user:a', [3, 4])).toMatchObject({ code: 'LIMIT' });
    expect(await hold('user:a', [3])).toMatchObject({ code: 'OK' });
  });

  it('HOLD-10 a repeated request answers the hold it made; mine lists the live ones', async () => {
    const first = await hold('user:a', [0], { requestId: 'same' });
    const again = await hold('user:a', [0], { requestId: 'same' });
    expect(again).toMatchObject({ code: 'OK' });
    expect(again.code === 'OK' && first.code === 'OK' && again.hold).toEqual(
      first.code === 'OK' && first.hold,
    );
    const mine = await fixture.store.mine(ID, 'user:a');
    expect(mine.code === 'OK' && mine.holds).toHaveLength(1);
    fixture.clock.now += TTL;
    const later = await fixture.store.mine(ID, 'user:a');
    expect(later.code === 'OK' && later.holds).toEqual([]);
  });

  it.each([
    ['off', [1], 'OK'],
    ['strict', [1], 'ORPHAN'],
    ['lenient', [1], 'ORPHAN'],
    ['strict', [0, 1, 2], 'OK'],
    ['lenient', [0, 1, 2, 3, 4, 5, 6, 7, 8], 'OK'],
    ['strict', [0, 1, 2, 3, 4, 5, 6, 7, 8], 'ORPHAN'],
  ] as const)(
    'HOLD-11 the orphan rule %s for seats %j answers %s',
    async (orphanRule, seats, code) => {
      const terms = { config: 1, opensAt: 0, closesAt: 2e12, limit: 20, orphanRule };
      const reply = await hold('user:a', [...seats], { terms });
      expect(reply.code).toBe(code);
      if (reply.code === 'ORPHAN') expect(reply.seats).toEqual(seats.length === 1 ? [0] : [9]);
    },
  );

  it('HOLD-12 an area gives any free places, or says how many are left', async () => {
    const area = { first: 10, capacity: 5, count: 3 };
    expect(await hold('user:a', area)).toMatchObject({ code: 'OK', hold: { seats: [10, 11, 12] } });
    expect(await hold('user:b', area)).toMatchObject({ code: 'AREA_FULL', free: 2 });
    expect(await states(13, 14)).toEqual([0, 0]);
  });

  it('PIN-1 a pinned hold no longer expires; pinning again answers ALREADY', async () => {
    const a = await held('user:a', [0]);
    const b = await held('user:a', [4]);
    const pin = (orderId: string, holder = 'user:a') =>
      fixture.store.pin({ performanceId: ID, holder, tokens: [a.token, b.token], orderId });
    expect(await pin('o1', 'user:b')).toMatchObject({ code: 'GONE' });
    expect(await pin('o1')).toEqual({ code: 'OK', epoch: 1, seats: [0, 4] });
    expect(await pin('o1')).toEqual({ code: 'ALREADY', epoch: 1, seats: [0, 4] });
    expect(await pin('o2')).toMatchObject({ code: 'GONE' });
    fixture.clock.now += CAP;
    await fixture.store.expire(ID);
    expect(await states(0, 4)).toEqual([1, 1]);
  });

  it('HOLD-9 PIN-1 one hold under two spellings of its token is one hold, or none', async () => {
    const { token } = await held('user:a', [0, 1]);
    const pin = (tokens: string[]) =>
      fixture.store.pin({ performanceId: ID, holder: 'user:a', tokens, orderId: 'o1' });
    expect(await pin([token, `0${token}`])).toMatchObject({ code: 'GONE' });
    expect(await pin([token, token])).toMatchObject({ code: 'OK', seats: [0, 1] });
  });

  it('PIN-1 one expired hold among several pins none of them', async () => {
    const a = await held('user:a', [0]);
    fixture.clock.now += TTL - 1;
    const b = await held('user:a', [1]);
    fixture.clock.now += 1;
    const tokens = [a.token, b.token];
    const reply = await fixture.store.pin({
      performanceId: ID,
      holder: 'user:a',
      tokens,
      orderId: 'o',
    });
    expect(reply.code).toBe('GONE');
    const mine = await fixture.store.mine(ID, 'user:a');
    expect(mine.code === 'OK' && mine.holds.map(({ token }) => token)).toEqual([b.token]);
  });

  it('FREE-2 only the seats of the record are freed, and repeats do nothing', async () => {
    const { token } = await held('user:a', [0, 1]);
    await fixture.store.pin({
      performanceId: ID,
      holder: 'user:a',
      tokens: [token],
      orderId: 'o1',
    });
    const order = { performanceId: ID, ownerId: 'o1', minEpoch: 1 };
    expect(await fixture.store.sell(order)).toMatchObject({ code: 'OK' });
    expect(await states(0, 1)).toEqual([SeatState.Sold, SeatState.Sold]);
    expect(await fixture.store.free({ ...order, seats: [1, 2] })).toMatchObject({ code: 'OK' });
    expect(await states(0, 1)).toEqual([SeatState.Sold, SeatState.Free]);
    await held('user:b', [1]);
    expect(await fixture.store.free({ ...order, seats: [1] })).toMatchObject({ code: 'NONE' });
    expect(await states(1)).toEqual([SeatState.Held]);
    const stranger = { ...order, ownerId: 'o2' };
    expect(await fixture.store.sell(stranger)).toMatchObject({ code: 'NONE' });
  });

  it('FREE-3 an event is not delivered to a store older than it', async () => {
    const order = { performanceId: ID, ownerId: 'o1', minEpoch: 2 };
    expect(await fixture.store.sell(order)).toEqual({ code: 'LOST' });
    expect(await fixture.store.free({ ...order, seats: [0] })).toEqual({ code: 'LOST' });
  });

  it('BLOCK-1 only free seats can be blocked; a block is freed by its record', async () => {
    await held('user:a', [0]);
    const block = (seats: number[]) =>
      fixture.store.block({ performanceId: ID, seatCount: SEATS, blockId: '9', seats });
    expect(await block([0, 1])).toMatchObject({ code: 'TAKEN', seats: [0] });
    expect(await block([1, 2])).toMatchObject({ code: 'OK', seats: [1, 2] });
    expect(await block([1, 2])).toMatchObject({ code: 'ALREADY' });
    const record = { performanceId: ID, ownerId: 'B9', minEpoch: 1, seats: [1, 2] };
    expect(await fixture.store.free(record)).toMatchObject({ code: 'OK' });
    expect(await states(1, 2)).toEqual([0, 0]);
  });

  it('EPOCH-6 a caller with another configuration number is told', async () => {
    await fixture.store.configure(ID, 2);
    expect(await hold('user:a', [0])).toMatchObject({ code: 'STALE_CONFIG' });
    expect(await states(0)).toEqual([0]);
    await fixture.store.configure(ID, 1);
    expect(await hold('user:a', [0])).toMatchObject({ code: 'STALE_CONFIG' });
  });

  it('REBUILD-4 an image is installed over an older one only, and counts its orders', async () => {
    await held('user:a', [0]);
    expect(await install(1)).toEqual({ code: 'OLDER' });
    const record = { ownerId: 'o1', holder: 'user:b', seats: [2, 3], pinnedAt: 1 };
    expect(await install(2, [{ ...record, state: SeatState.Sold }])).toEqual({ code: 'OK' });
    expect(await states(0, 2, 3)).toEqual([0, 2, 2]);
    expect(await hold('user:b', [5, 6, 7])).toMatchObject({ code: 'LIMIT' });
    const records = await fixture.store.records(ID, '0');
    expect(records.code === 'OK' && records.records).toEqual([record]);
  });
});

function image(epoch: number, records: Parameters<StoreFixture['store']['install']>[0]['records']) {
  return { performanceId: ID, epoch, config: 1, seatCount: SEATS, records };
}
