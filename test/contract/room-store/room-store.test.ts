import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { ListedAdmission, RoomStore } from '../../../server/src/waiting-room/room-store.ts';
import { createRandom } from '../../support/random.ts';
import { memoryRoom, redisRoom } from '../../support/room-stores.ts';
import type { RoomFixture } from '../../support/room-stores.ts';

const ROOM = 7;
const EMPTY = { line: [], admitted: [] };

describe.each([
  ['in process', (): RoomFixture => memoryRoom()],
  ['Redis', (): RoomFixture => redisRoom(inject('redisUrl'))],
])('a waiting room’s store, %s', (_name, open) => {
  let fixture: RoomFixture;
  let store: RoomStore;

  beforeEach(() => {
    fixture = open();
    ({ store } = fixture);
  });
  afterEach(() => fixture.close());

  const admission = (account: string, number: number, more: Partial<ListedAdmission> = {}) => ({
    ...{ account, number, until: fixture.clock.now + 10_000, entered: false },
    ...more,
  });
  const found = async (...accounts: string[]) => {
    const reply = await store.look(ROOM, accounts);
    if (reply.code === 'LOST') throw new Error('lost');
    return reply.found;
  };

  it('WAIT-1 knows nothing before it was filled, and after it was wiped', async () => {
    expect(await store.look(ROOM, ['a'])).toEqual({ code: 'LOST' });
    expect(await store.add(ROOM, [{ account: 'a', place: 1 }])).toEqual({ code: 'LOST' });
    expect(await store.take(ROOM, { ratePerMinute: 60, wanted: 1 })).toEqual({ code: 'LOST' });
    expect(await store.due(ROOM, 1)).toEqual({ code: 'LOST' });
    await store.install(ROOM, EMPTY);
    expect(await store.add(ROOM, [{ account: 'a', place: 1 }])).toEqual({ code: 'OK' });
    await fixture.wipe(ROOM);
    expect(await store.look(ROOM, ['a'])).toEqual({ code: 'LOST' });
  });

  it('WAIT-1 orders the line by place, whoever was put there first', async () => {
    await store.install(ROOM, { line: [{ account: 'late', place: 5 }], admitted: [] });
    await store.add(ROOM, [
      { account: 'drawn', place: -281_474_976_710_656 },
      { account: 'drawn-next', place: -281_474_976_710_655 },
    ]);
    const ahead = (await found('drawn', 'drawn-next', 'late', 'nobody')).map((where) =>
      where?.at === 'line' ? where.ahead : undefined,
    );
    expect(ahead).toEqual([0, 1, 2, undefined]);
    await store.remove(ROOM, ['drawn']);
    expect(await found('late')).toEqual([{ at: 'line', ahead: 1 }]);
  });

  it('WAIT-3 lets in by the rate, and never a burst for a time nobody used', async () => {
    await store.install(ROOM, EMPTY);
    await store.add(ROOM, [{ account: 'a', place: 1 }]);
    const take = async (wanted: number) => {
      const reply = await store.take(ROOM, { ratePerMinute: 600, wanted });
      return reply.code === 'OK' ? reply.granted : reply.code;
    };
    expect(await take(100)).toBe(0);
    fixture.clock.now += 1_000;
    expect(await take(100)).toBe(10);
    expect(await take(100)).toBe(0);
    fixture.clock.now += 3_600_000;
    expect(await take(5)).toBe(5);
    expect(await take(100)).toBe(15);
  });

  it('WAIT-3 a slow rate still lets people in, one by one', async () => {
    await store.install(ROOM, EMPTY);
    let granted = 0;
    for (let second = 0; second < 121; second += 1) {
      const reply = await store.take(ROOM, { ratePerMinute: 1, wanted: 10 });
      if (reply.code === 'OK') granted += reply.granted;
      fixture.clock.now += 1_000;
    }
    expect(granted).toBe(2);
  });

  it('WAIT-4 whoever was let in is on the list, and never under an earlier number', async () => {
    await store.install(ROOM, { line: [{ account: 'a', place: 1 }], admitted: [] });
    await store.admit(ROOM, [admission('a', 2)]);
    await store.admit(ROOM, [admission('a', 1, { until: 5 })]);
    await store.add(ROOM, [{ account: 'a', place: 1 }]);
    const { until } = admission('a', 2);
    expect(await found('a')).toEqual([{ at: 'list', number: 2, until, entered: false }]);
    const reply = await store.look(ROOM, []);
    expect(reply).toMatchObject({ waiting: 0, admitted: 1 });
  });

  it('WAIT-4 an end counts for its own number only', async () => {
    await store.install(ROOM, { line: [], admitted: [admission('a', 2)] });
    await store.end(ROOM, { account: 'a', number: 1 });
    expect(await found('a')).toMatchObject([{ at: 'list', number: 2 }]);
    await store.end(ROOM, { account: 'a', number: 2 });
    expect(await found('a')).toEqual([undefined]);
  });

  it('WAIT-4 nothing brings an admission back that has ended, whatever was read before', async () => {
    const image = { line: [], admitted: [admission('a', 2), admission('b', 3)] };
    await store.install(ROOM, image);
    await store.end(ROOM, { account: 'a', number: 2 });
    await store.install(ROOM, image);
    await store.admit(ROOM, [admission('a', 2)]);
    expect(await found('a', 'b')).toMatchObject([undefined, { number: 3 }]);
    await store.add(ROOM, [{ account: 'a', place: 1 }]);
    await store.admit(ROOM, [admission('a', 2)]);
    expect(await found('a')).toMatchObject([{ at: 'line' }]);
    await store.admit(ROOM, [admission('a', 4)]);
    expect(await found('a')).toMatchObject([{ at: 'list', number: 4 }]);
  });

  it('WAIT-6 whoever has come in is not put back to not having come', async () => {
    await store.install(ROOM, { line: [], admitted: [admission('a', 2)] });
    const { until: late } = { ...admission('a', 2) };
    await store.enter(ROOM, { account: 'a', number: 2, sessionMs: 60_000 });
    await store.admit(ROOM, [admission('a', 2)]);
    expect(await found('a')).toMatchObject([{ entered: true, until: late + 50_000 }]);
  });

  it('WAIT-6 a session begins once, by its own number, and not too late', async () => {
    await store.install(ROOM, { line: [], admitted: [admission('a', 2), admission('b', 3)] });
    const began = fixture.clock.now;
    const enter = (account: string, number: number) =>
      store.enter(ROOM, { account, number, sessionMs: 60_000 });
    expect(await enter('a', 1)).toEqual({ code: 'GONE' });
    expect(await enter('nobody', 1)).toEqual({ code: 'GONE' });
    expect(await enter('a', 2)).toEqual({ code: 'OK', until: began + 60_000 });
    fixture.clock.now += 5_000;
    expect(await enter('a', 2)).toEqual({ code: 'OK', until: began + 60_000 });
    fixture.clock.now += 5_000;
    expect(await enter('b', 3)).toEqual({ code: 'GONE' });
  });

  it('WAIT-6 WAIT-7 tells whose time is up, and who has not been here', async () => {
    await store.install(ROOM, {
      line: [
        { account: 'here', place: 1 },
        { account: 'away', place: 2 },
      ],
      admitted: [admission('in', 1)],
    });
    fixture.clock.now += 9_000;
    expect(await store.due(ROOM, 20_000)).toMatchObject({ over: [], absent: [] });
    await found('here', 'in', 'nobody');
    fixture.clock.now += 1_000;
    expect(await store.due(ROOM, 10_000)).toMatchObject({
      over: [{ account: 'in', number: 1, entered: false }],
      absent: [{ account: 'away' }],
    });
    await store.remove(ROOM, ['away']);
    expect(await store.due(ROOM, 10_000)).toMatchObject({ absent: [] });
  });

  it('WAIT-1 filling again keeps the bucket, and takes everybody as here', async () => {
    await store.install(ROOM, EMPTY);
    await store.take(ROOM, { ratePerMinute: 600, wanted: 0 });
    fixture.clock.now += 60_000;
    await store.take(ROOM, { ratePerMinute: 600, wanted: 5 });
    await store.install(ROOM, { line: [{ account: 'a', place: 1 }], admitted: [] });
    expect(await store.take(ROOM, { ratePerMinute: 600, wanted: 99 })).toMatchObject({
      granted: 15,
    });
    expect(await store.due(ROOM, 1_000)).toMatchObject({ absent: [] });
  });

  it('WAIT-1 holds many', async () => {
    const line = Array.from({ length: 1_201 }, (_, k) => ({ account: `a${String(k)}`, place: k }));
    await store.install(ROOM, { line, admitted: [] });
    await store.add(
      ROOM,
      line.map(({ account, place }) => ({ account: `b${account}`, place: place + 0.5 })),
    );
    expect(await found('a1200', 'ba0')).toEqual([
      { at: 'line', ahead: 2_400 },
      { at: 'line', ahead: 1 },
    ]);
  });
});

describe('a waiting room’s store on Redis', () => {
  it('EPOCH-3 believes nothing that another server’s memory has left', async () => {
    const fixture = redisRoom(inject('redisUrl'));
    await fixture.store.install(ROOM, { line: [{ account: 'a', place: 1 }], admitted: [] });
    fixture.mark.incarnation = 2;
    expect(await fixture.store.look(ROOM, ['a'])).toEqual({ code: 'LOST' });
    await fixture.store.install(ROOM, EMPTY);
    expect(await fixture.store.look(ROOM, ['a'])).toMatchObject({ waiting: 0, found: [undefined] });
    await fixture.close();
  });

  it('STORE-1 answers as the one in process at every step of random commands', async () => {
    const random = createRandom(4);
    const fixtures = [memoryRoom(), redisRoom(inject('redisUrl'))];
    const account = (): string => `a${String(random.int(0, 12))}`;
    const steps: ((store: RoomStore, clock: { now: number }) => Promise<unknown>)[] = [];
    for (let step = 0; step < 600; step += 1) {
      const [one, other, place] = [account(), account(), random.int(-5, 20)];
      const [number, later] = [random.int(1, 6), random.int(-200, 900)];
      const kind = random.int(0, 8);
      steps.push(async (store, clock) => {
        clock.now += Math.abs(later);
        if (kind === 0)
          return store.add(ROOM, [
            { account: one, place },
            { account: other, place },
          ]);
        if (kind === 1) return store.remove(ROOM, [one, other]);
        const listed = { account: one, number, until: clock.now + later, entered: number > 3 };
        if (kind === 2) return store.admit(ROOM, [listed]);
        if (kind === 3) return store.end(ROOM, { account: one, number });
        if (kind === 4) return store.enter(ROOM, { account: one, number, sessionMs: 500 });
        if (kind === 5) return store.take(ROOM, { ratePerMinute: number * 100, wanted: 3 });
        if (kind === 6) return sorted(await store.due(ROOM, 2_000));
        if (step % 90 === 0)
          await store.install(ROOM, { line: [{ account: one, place }], admitted: [listed] });
        return store.look(ROOM, [one, other]);
      });
    }
    for (const { store } of fixtures) await store.install(ROOM, EMPTY);
    for (const step of steps) {
      const [mine, theirs] = await Promise.all(
        fixtures.map(({ store, clock }) => step(store, clock)),
      );
      expect(rounded(theirs)).toEqual(rounded(mine));
    }
    await Promise.all(fixtures.map((fixture) => fixture.close()));
  });
});

/** Neither store promises an order among those who are due. */
function sorted(reply: Awaited<ReturnType<RoomStore['due']>>): unknown {
  if (reply.code === 'LOST') return reply;
  const by = (a: { account: string }, b: { account: string }) => (a.account < b.account ? -1 : 1);
  return { ...reply, over: [...reply.over].sort(by), absent: [...reply.absent].sort(by) };
}

/** The pace is a number with a fraction: equal to nine digits. */
function rounded(reply: unknown): unknown {
  const { pace, ...rest } = reply as { pace?: number };
  return pace === undefined ? rest : { ...rest, pace: Number(pace.toPrecision(9)) };
}
