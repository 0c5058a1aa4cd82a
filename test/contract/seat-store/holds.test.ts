import { describe, expect, it } from 'vitest';
import { ID, SEATS, STORES, TTL, useBench } from './bench.ts';

describe.each(STORES)('seat store %s: holds', (_name, create) => {
  const bench = useBench(create);

  it('HOLD-1 takes all or nothing, and a refusal leaves bits and version as they were', async () => {
    await bench.held('user:a', [3]);
    const before = await bench.version();
    expect(await bench.hold('user:b', [2, 3, 4])).toMatchObject({ code: 'TAKEN', seats: [3] });
    expect(await bench.states(2, 3, 4)).toEqual([0, 1, 0]);
    expect(await bench.version()).toBe(before);
  });

  it('EPOCH-2 the version rises with every change of bits and with nothing else', async () => {
    const start = await bench.version();
    const { token } = await bench.held('user:a', [0, 1]);
    expect(await bench.version()).toBe((start ?? 0) + 1);
    await bench.fixture.store.renew({ performanceId: ID, holder: 'user:a', token, ttlMs: TTL });
    await bench.fixture.store.mine(ID, 'user:a');
    expect(await bench.version()).toBe((start ?? 0) + 1);
    await bench.fixture.store.release({ performanceId: ID, holder: 'user:a', token });
    expect(await bench.version()).toBe((start ?? 0) + 2);
  });

  it('HOLD-2 EPOCH-3 without an image, or with one of another server, everything is LOST', async () => {
    bench.fixture.mark.incarnation += 1;
    expect(await bench.hold('user:a', [0])).toEqual({ code: 'LOST' });
    expect(await bench.fixture.store.snapshot(ID)).toEqual({ code: 'LOST' });
    await bench.fixture.wipe(ID);
    expect(await bench.hold('user:a', [0])).toEqual({ code: 'LOST' });
    expect(await bench.hold('user:a', { first: 10, capacity: 5, count: 1 })).toEqual({
      code: 'LOST',
    });
    expect(await bench.fixture.dump(ID)).toBeUndefined();
  });

  it('HOLD-3 refusals name the seats or the limit', async () => {
    expect(await bench.hold('user:a', [0, 0])).toMatchObject({ code: 'DUPLICATE', seats: [0] });
    expect(await bench.hold('user:a', [0, 20])).toMatchObject({
      code: 'UNKNOWN_SEAT',
      seats: [20],
    });
    expect(await bench.hold('user:a', [0, 1, 2, 3, 4])).toMatchObject({ code: 'LIMIT', limit: 4 });
    const closed = {
      config: 1,
      opensAt: 0,
      closesAt: 5,
      limit: 4,
      orphanRule: 'off' as const,
      admission: false,
    };
    expect(await bench.hold('user:a', [0], { terms: closed })).toMatchObject({ code: 'CLOSED' });
    await bench.fixture.store.block({
      performanceId: ID,
      seatCount: SEATS,
      blockId: '1',
      seats: [5],
    });
    expect(await bench.hold('user:a', [5])).toMatchObject({ code: 'CHANNEL', seats: [5] });
  });

  it('HOLD-4 an expired hold does not stand in the way, and more than a batch answers AGAIN', async () => {
    await bench.held('user:a', [0]);
    bench.fixture.clock.now += TTL;
    const taken = await bench.hold('user:b', [0]);
    expect(taken).toMatchObject({ code: 'OK', cleared: [{ holder: 'user:a', seats: [0] }] });
    for (const seat of [2, 3, 4]) await bench.held(`user:x${seat}`, [seat]);
    bench.fixture.clock.now += TTL;
    expect(await bench.hold('user:c', [4])).toMatchObject({ code: 'AGAIN' });
    expect(await bench.hold('user:c', [4])).toMatchObject({ code: 'OK' });
  });

  it('HOLD-5 renewing stops at the cap and never revives', async () => {
    const { token, cap } = await bench.held('user:a', [0]);
    const renew = () =>
      bench.fixture.store.renew({ performanceId: ID, holder: 'user:a', token, ttlMs: TTL });
    bench.fixture.clock.now += TTL - 1;
    expect(await renew()).toMatchObject({ code: 'OK', expiresAt: bench.fixture.clock.now + TTL });
    bench.fixture.clock.now += TTL - 1;
    await renew();
    bench.fixture.clock.now += TTL - 1;
    expect(await renew()).toMatchObject({ code: 'OK', expiresAt: cap });
    bench.fixture.clock.now = cap;
    expect(await renew()).toMatchObject({ code: 'GONE' });
  });

  it('HOLD-6 only the holder gives a hold back, once', async () => {
    const { token } = await bench.held('user:a', [0]);
    const release = (holder: string) =>
      bench.fixture.store.release({ performanceId: ID, holder, token });
    expect(await release('user:b')).toMatchObject({ code: 'GONE' });
    expect(await bench.states(0)).toEqual([1]);
    expect(await release('user:a')).toMatchObject({ code: 'OK', seats: [0] });
    expect(await release('user:a')).toMatchObject({ code: 'GONE' });
  });

  it('HOLD-7 a sweep clears at most a batch and says whose it was', async () => {
    for (const seat of [0, 1, 2]) await bench.held(`user:x${seat}`, [seat]);
    bench.fixture.clock.now += TTL;
    const first = await bench.fixture.store.expire(ID);
    expect(first).toMatchObject({ code: 'OK', more: true });
    expect(first.code === 'OK' && first.expired.map(({ holder }) => holder)).toEqual([
      'user:x0',
      'user:x1',
    ]);
    expect(await bench.fixture.store.expire(ID)).toMatchObject({ code: 'OK', more: false });
    expect(await bench.states(0, 1, 2)).toEqual([0, 0, 0]);
  });

  it('HOLD-8 a token of another epoch is GONE', async () => {
    const { token } = await bench.held('user:a', [0]);
    await bench.install(2);
    expect(
      await bench.fixture.store.renew({ performanceId: ID, holder: 'user:a', token, ttlMs: TTL }),
    ).toMatchObject({ code: 'GONE' });
  });

  it('HOLD-9 the limit counts holds and orders together', async () => {
    const { token } = await bench.held('user:a', [0, 1]);
    await bench.fixture.store.pin({
      performanceId: ID,
      holder: 'user:a',
      tokens: [token],
      orderId: 'o1',
    });
    await bench.held('user:a', [2]);
    expect(await bench.hold('user:a', [3, 4])).toMatchObject({ code: 'LIMIT' });
    expect(await bench.hold('user:a', [3])).toMatchObject({ code: 'OK' });
  });

  it('HOLD-10 a repeated request answers the hold it made; mine lists the live ones', async () => {
    const first = await bench.hold('user:a', [0], { requestId: 'same' });
    const again = await bench.hold('user:a', [0], { requestId: 'same' });
    expect(again).toMatchObject({ code: 'OK' });
    expect(again.code === 'OK' && first.code === 'OK' && again.hold).toEqual(
      first.code === 'OK' && first.hold,
    );
    const mine = await bench.fixture.store.mine(ID, 'user:a');
    expect(mine.code === 'OK' && mine.holds).toHaveLength(1);
    bench.fixture.clock.now += TTL;
    const later = await bench.fixture.store.mine(ID, 'user:a');
    expect(later.code === 'OK' && later.holds).toEqual([]);
  });

  it('HOLD-10 a request id used again after its hold ran out answers the live hold', async () => {
    await bench.hold('user:a', [0], { requestId: 'same' });
    bench.fixture.clock.now += TTL;
    const second = await bench.hold('user:a', [1], { requestId: 'same' });
    const again = await bench.hold('user:a', [2], { requestId: 'same' });
    expect(again.code === 'OK' && again.hold.seats).toEqual([1]);
    expect(again.code === 'OK' && again.hold).toEqual(second.code === 'OK' && second.hold);
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
      const terms = {
        config: 1,
        opensAt: 0,
        closesAt: 2e12,
        limit: 20,
        orphanRule,
        admission: false,
      };
      const reply = await bench.hold('user:a', [...seats], { terms });
      expect(reply.code).toBe(code);
      if (reply.code === 'ORPHAN') expect(reply.seats).toEqual(seats.length === 1 ? [0] : [9]);
    },
  );

  it('HOLD-12 an area gives any free places, or says how many are left', async () => {
    const area = { first: 10, capacity: 5, count: 3 };
    expect(await bench.hold('user:a', area)).toMatchObject({
      code: 'OK',
      hold: { seats: [10, 11, 12] },
    });
    expect(await bench.hold('user:b', area)).toMatchObject({ code: 'AREA_FULL', free: 2 });
    expect(await bench.states(13, 14)).toEqual([0, 0]);
  });
});
