import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { BestWish, SeatChannel, WireHold } from '@ticket-flow/client';
import { bothEnds, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import type { SmallSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';

const TEN = 10;
const seatsOf = (hold: WireHold): number[] => hold.seats.map(({ seat }) => seat);

describe.each(bothEnds(() => inject('mariadbUrl')))('best available, %s', (_name, start) => {
  let test: TestApp;
  let people = 0;
  beforeAll(async () => {
    test = await start();
  });
  afterAll(() => test.close());

  /** Somebody at a performance; of its own unless one is given. */
  async function visit(sale: SmallSale | number): Promise<SeatChannel> {
    const id = typeof sale === 'number' ? sale : await openSale(test.test.database, sale);
    people += 1;
    const channel = test.guest(`best-${String(people)}`).seatChannel(id);
    await channel.ready();
    return channel;
  }

  async function gradeOf({ performanceId }: SeatChannel, code: string): Promise<number> {
    const { grades } = test.test.database.models;
    const grade = await grades.findOne({ where: { performance_id: performanceId, code } });
    return grade?.id ?? 0;
  }

  const codeOf = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => 'OK',
      (error: unknown) => (error as { code: string }).code,
    );

  it('BEST-1 BEST-5 forty people at once get two seats each, together, none left single', async () => {
    const id = await openSale(test.test.database, { rows: 12, set: { orphan_rule: 'strict' } });
    const crowd = await Promise.all(Array.from({ length: 40 }, () => visit(id)));
    const held = await Promise.all(crowd.map((channel) => channel.holdBest({ count: 2 })));
    const pairs = held.map(seatsOf);
    expect(new Set(pairs.flat()).size).toBe(80);
    for (const [left = 0, right = 0] of pairs) {
      expect(right).toBe(left + 1);
      expect(Math.floor(right / TEN)).toBe(Math.floor(left / TEN));
    }
    const taken = new Set(pairs.flat());
    const free = Array.from({ length: 12 * TEN }, (_, seat) => seat).filter((s) => !taken.has(s));
    const alone = free.filter(
      (seat) =>
        (seat % TEN === 0 || taken.has(seat - 1)) && (seat % TEN === 9 || taken.has(seat + 1)),
    );
    expect(alone).toEqual([]);
  });

  it('BEST-6 a request that is repeated answers the hold it made, also when all is gone', async () => {
    const channel = await visit({ rows: 1, set: { max_seats_per_holder: 10 } });
    const wish: BestWish = { count: 6, requestId: 'once-and-again' };
    const first = await channel.holdBest(wish);
    expect(seatsOf(first)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(await channel.holdBest(wish)).toEqual(first);
    expect(channel.holds).toEqual([first]);
    const [second, third] = await Promise.all([
      channel.holdBest({ count: 2, requestId: 'both-at-once' }),
      channel.holdBest({ count: 2, requestId: 'both-at-once' }),
    ]);
    expect(second).toEqual(third);
    expect(seatsOf(second)).toHaveLength(2);
  });

  it('BEST-1 fewer than asked for, more than one person may have, and a closed sale', async () => {
    const channel = await visit({ rows: 1, set: { max_seats_per_holder: 10 } });
    await channel.holdBest({ count: 7 });
    const refused = channel.holdBest({ count: 4 });
    await expect(refused).rejects.toMatchObject({ code: 'NOT_ENOUGH', details: { free: 3 } });
    expect(await codeOf(channel.holdBest({ count: 3 }))).toBe('OK');
    expect(await codeOf((await visit({})).holdBest({ count: 7 }))).toBe('LIMIT');
    const closed = await visit({ set: { sale_closes_at: Date.now() - 1 } });
    expect(await codeOf(closed.holdBest({ count: 1 }))).toBe('CLOSED');
  });

  it('BEST-8 more than one person may have is refused before a look at the seats', async () => {
    const channel = await visit({ rows: 1, set: { max_seats_per_holder: 6 } });
    await (await visit(channel.performanceId)).hold({ seats: [0, 1, 2, 3, 4, 5] });
    await expect(channel.holdBest({ count: 7 })).rejects.toMatchObject({
      ...{ code: 'LIMIT', details: { limit: 6 } },
    });
    const wish: BestWish = { count: 2, requestId: 'two-then-seven' };
    const made = await channel.holdBest(wish);
    expect(await channel.holdBest({ ...wish, count: 7 })).toEqual(made);
  });

  it('BEST-8 a flood of one person is refused but for a few', async () => {
    const channel = await visit({});
    const codes = await Promise.all(
      Array.from({ length: 30 }, () => codeOf(channel.holdBest({ count: 7 }))),
    );
    expect(new Set(codes)).toEqual(new Set(['LIMIT', 'RATE_LIMITED']));
    expect(await codeOf(channel.holdBest({ count: 6 }))).toBe('OK');
  });

  it('BEST-1 HOLD-11 no choice of that many, where each would leave a single seat', async () => {
    const channel = await visit({
      rows: 1,
      set: { max_seats_per_holder: 10, orphan_rule: 'strict' },
    });
    await channel.hold({ seats: [3, 4, 5, 6, 7, 8, 9] });
    await expect(channel.holdBest({ count: 2 })).rejects.toMatchObject({
      code: 'ORPHAN',
      details: { seats: [{ label: expect.stringMatching(/^1F-A-[13]$/) as string }] },
    });
    expect(seatsOf(await channel.holdBest({ count: 3 }))).toEqual([0, 1, 2]);
  });

  it('BEST-6 seats whose hold has run out are given, though the map still shows them', async () => {
    const set = { hold_ttl_ms: 300, hold_cap_ms: 300 };
    const channel = await visit({ rows: 1, set: { ...set, max_seats_per_holder: 10 } });
    const { expiresAt } = await channel.hold({ seats: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    await waitFor(() => Date.now() > expiresAt);
    expect(seatsOf(await channel.holdBest({ count: 10 }))).toHaveLength(10);
  });

  it('BEST-4 BEST-7 only the grade that was asked for; places where it has nothing else', async () => {
    const chart = { rows: 2, standing: 5 };
    const channel = await visit(chart);
    const gradeB = await gradeOf(channel, 'B');
    expect(seatsOf(await channel.holdBest({ count: 2, gradeId: gradeB }))).toEqual([14, 15]);
    await expect(channel.holdBest({ count: 2, gradeId: 999_999 })).rejects.toMatchObject({
      ...{ code: 'INVALID', details: { field: 'gradeId' } },
    });
    const prices = { adult: 10_000 };
    const standing = await visit({
      ...chart,
      set: {
        seatGrades: Array.from({ length: 5 }, (_, k) => ({ seat: 20 + k, grade: 'P' })),
        grades: [
          {
            code: 'A',
            color: '#0072b2',
            name: { ko: 'A', en: 'A' },
            categories: ['front'],
            prices,
          },
          { code: 'P', color: '#d55e00', name: { ko: 'P', en: 'P' }, categories: [], prices },
        ],
      },
    });
    const places = await gradeOf(standing, 'P');
    expect(seatsOf(await standing.holdBest({ count: 4, gradeId: places }))).toEqual([
      20, 21, 22, 23,
    ]);
    const wheelchair = standing.holdBest({ count: 1, gradeId: places, accessible: true });
    await expect(wheelchair).rejects.toMatchObject({ code: 'NOT_ENOUGH', details: { free: 0 } });
    const full = standing.holdBest({ count: 2, gradeId: places });
    await expect(full).rejects.toMatchObject({ code: 'AREA_FULL', details: { free: 1 } });
  });
});

describe('best available on two nodes', () => {
  it('BEST-5 who was slower looks again, and gets other seats', async () => {
    const one = await startApp({ redis: true });
    const two = await startApp({ beside: one });
    const id = await openSale(one.test.database, { rows: 10, set: { orphan_rule: 'strict' } });
    const held = await Promise.all(
      Array.from({ length: 40 }, async (_, k) => {
        const channel = (k % 2 === 0 ? one : two).guest(`person-${String(k)}`).seatChannel(id);
        await channel.ready();
        return seatsOf(await channel.holdBest({ count: 2 }));
      }),
    );
    expect(new Set(held.flat()).size).toBe(80);
    await two.close();
    await one.close();
  });
});
