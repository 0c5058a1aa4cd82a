import { SeatState } from '@ticket-flow/client';
import { describe, expect, it } from 'vitest';
import { CAP, ID, SEATS, STORES, TTL, useBench } from './bench.ts';

describe.each(STORES)('seat store %s: orders', (_name, create) => {
  const bench = useBench(create);

  it('PIN-1 a pinned hold no longer expires; pinning again answers ALREADY', async () => {
    const a = await bench.held('user:a', [0]);
    const b = await bench.held('user:a', [4]);
    const pin = (orderId: string, holder = 'user:a') =>
      bench.fixture.store.pin({ performanceId: ID, holder, tokens: [a.token, b.token], orderId });
    expect(await pin('o1', 'user:b')).toMatchObject({ code: 'GONE' });
    expect(await pin('o1')).toEqual({ code: 'OK', epoch: 1, seats: [0, 4] });
    expect(await pin('o1')).toEqual({ code: 'ALREADY', epoch: 1, seats: [0, 4] });
    expect(await pin('o2')).toMatchObject({ code: 'GONE' });
    bench.fixture.clock.now += CAP;
    await bench.fixture.store.expire(ID);
    expect(await bench.states(0, 4)).toEqual([1, 1]);
  });

  it('HOLD-9 PIN-1 one hold under two spellings of its token is one hold, or none', async () => {
    const { token } = await bench.held('user:a', [0, 1]);
    const pin = (tokens: string[]) =>
      bench.fixture.store.pin({ performanceId: ID, holder: 'user:a', tokens, orderId: 'o1' });
    expect(await pin([token, `0${token}`])).toMatchObject({ code: 'GONE' });
    expect(await pin([token, token])).toMatchObject({ code: 'OK', seats: [0, 1] });
  });

  it('PIN-1 one expired hold among several pins none of them', async () => {
    const a = await bench.held('user:a', [0]);
    bench.fixture.clock.now += TTL - 1;
    const b = await bench.held('user:a', [1]);
    bench.fixture.clock.now += 1;
    const tokens = [a.token, b.token];
    const reply = await bench.fixture.store.pin({
      performanceId: ID,
      holder: 'user:a',
      tokens,
      orderId: 'o',
    });
    expect(reply.code).toBe('GONE');
    const mine = await bench.fixture.store.mine(ID, 'user:a');
    expect(mine.code === 'OK' && mine.holds.map(({ token }) => token)).toEqual([b.token]);
  });

  it('FREE-2 only the seats of the record are freed, and repeats do nothing', async () => {
    const { token } = await bench.held('user:a', [0, 1]);
    await bench.fixture.store.pin({
      performanceId: ID,
      holder: 'user:a',
      tokens: [token],
      orderId: 'o1',
    });
    const order = { performanceId: ID, ownerId: 'o1', minEpoch: 1 };
    expect(await bench.fixture.store.sell(order)).toMatchObject({ code: 'OK' });
    expect(await bench.states(0, 1)).toEqual([SeatState.Sold, SeatState.Sold]);
    await bench.held('user:c', [2]);
    expect(await bench.fixture.store.free({ ...order, seats: [1, 2] })).toMatchObject({
      code: 'OK',
    });
    expect(await bench.states(0, 1, 2)).toEqual([SeatState.Sold, SeatState.Free, SeatState.Held]);
    await bench.held('user:b', [1]);
    expect(await bench.fixture.store.free({ ...order, seats: [1] })).toMatchObject({
      code: 'NONE',
    });
    expect(await bench.states(1)).toEqual([SeatState.Held]);
    const stranger = { ...order, ownerId: 'o2' };
    expect(await bench.fixture.store.sell(stranger)).toMatchObject({ code: 'NONE' });
    expect(await bench.fixture.store.free({ ...stranger, seats: [0] })).toMatchObject({
      code: 'NONE',
    });
    expect(await bench.states(0)).toEqual([SeatState.Sold]);
  });

  it('FREE-3 an event is not delivered to a store older than it', async () => {
    const order = { performanceId: ID, ownerId: 'o1', minEpoch: 2 };
    expect(await bench.fixture.store.sell(order)).toEqual({ code: 'LOST' });
    expect(await bench.fixture.store.free({ ...order, seats: [0] })).toEqual({ code: 'LOST' });
  });

  it('BLOCK-1 only free seats can be blocked; a block is freed by its record', async () => {
    await bench.held('user:a', [0]);
    const block = (seats: number[]) =>
      bench.fixture.store.block({ performanceId: ID, seatCount: SEATS, blockId: '9', seats });
    expect(await block([0, 1])).toMatchObject({ code: 'TAKEN', seats: [0] });
    expect(await block([1, 2])).toMatchObject({ code: 'OK', seats: [1, 2] });
    expect(await block([1, 2])).toMatchObject({ code: 'ALREADY' });
    const record = { performanceId: ID, ownerId: 'B9', minEpoch: 1, seats: [1, 2] };
    expect(await bench.fixture.store.free(record)).toMatchObject({ code: 'OK' });
    expect(await bench.states(1, 2)).toEqual([0, 0]);
  });

  it('EPOCH-6 a caller with another configuration number is told', async () => {
    await bench.fixture.store.configure(ID, 2);
    expect(await bench.hold('user:a', [0])).toMatchObject({ code: 'STALE_CONFIG' });
    expect(await bench.states(0)).toEqual([0]);
    await bench.fixture.store.configure(ID, 1);
    expect(await bench.hold('user:a', [0])).toMatchObject({ code: 'STALE_CONFIG' });
  });

  it('REBUILD-4 an image is installed over an older one only, and counts its orders', async () => {
    await bench.held('user:a', [0]);
    expect(await bench.install(1)).toEqual({ code: 'OLDER' });
    const record = { ownerId: 'o1', holder: 'user:b', seats: [2, 3], pinnedAt: 1 };
    expect(await bench.install(2, [{ ...record, state: SeatState.Sold }])).toEqual({ code: 'OK' });
    expect(await bench.states(0, 2, 3)).toEqual([0, 2, 2]);
    expect(await bench.hold('user:b', [5, 6, 7])).toMatchObject({ code: 'LIMIT' });
    const records = await bench.fixture.store.records(ID, '0');
    expect(records.code === 'OK' && records.records).toEqual([record]);
  });
});
