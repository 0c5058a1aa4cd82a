import { describe, expect, it } from 'vitest';
import type { SaleTerms } from '../../../server/src/seats/seat-store.ts';
import { ID, STORES, useBench } from './bench.ts';

const terms: SaleTerms = {
  ...{ config: 1, opensAt: 0, closesAt: 2e12, limit: 4 },
  ...{ orphanRule: 'off', admission: true },
};

describe.each(STORES)('seat store %s: holds behind a waiting room', (_name, create) => {
  const bench = useBench(create);
  const list = (entries: readonly [account: string, number: number, forMs: number][]) =>
    bench.fixture.room.install(ID, {
      line: [],
      admitted: entries.map(([account, number, forMs]) => ({
        ...{ account, number, until: bench.fixture.clock.now + forMs, entered: true },
      })),
    });
  const hold = (seat: number, account?: string, number = 1) =>
    bench.hold('user:ann', [seat], {
      terms,
      ...(account !== undefined && { admission: { account, number } }),
    });

  it('WAIT-4 wants an admission that is alive, by its number', async () => {
    await list([['ann', 2, 1_000]]);
    const version = await bench.version();
    for (const refused of [hold(0), hold(0, 'ann', 1), hold(0, 'ann', 3), hold(0, 'ben', 2)]) {
      expect(await refused).toMatchObject({ code: 'NOT_ADMITTED' });
    }
    expect(await bench.states(0)).toEqual([0]);
    expect(await bench.version()).toBe(version);
    expect(await hold(0, 'ann', 2)).toMatchObject({ code: 'OK' });
    await bench.fixture.room.end(ID, { account: 'ann', number: 2 });
    expect(await hold(1, 'ann', 2)).toMatchObject({ code: 'NOT_ADMITTED' });
  });

  it('WAIT-5 judges its time by the store’s clock', async () => {
    await list([['ann', 1, 1_000]]);
    bench.fixture.clock.now += 999;
    expect(await hold(0, 'ann')).toMatchObject({ code: 'OK' });
    bench.fixture.clock.now += 1;
    expect(await hold(1, 'ann')).toMatchObject({ code: 'NOT_ADMITTED' });
  });

  it('WAIT-4 says that it knows nothing of the room, rather than refuse', async () => {
    expect(await hold(0, 'ann')).toMatchObject({ code: 'ROOM_LOST' });
    expect(await bench.states(0)).toEqual([0]);
    await list([['ann', 1, 1_000]]);
    expect(await hold(0, 'ann')).toMatchObject({ code: 'OK' });
  });

  it('HOLD-10 answers the hold that a request has made, also when the admission has ended', async () => {
    await list([['ann', 1, 1_000]]);
    const request = { terms, requestId: 'again', admission: { account: 'ann', number: 1 } };
    const made = await bench.hold('user:ann', [0], request);
    await bench.fixture.room.end(ID, { account: 'ann', number: 1 });
    const again = await bench.hold('user:ann', [0], request);
    expect(again).toEqual({ ...made, cleared: [] });
  });

  it('WAIT-4 asks nobody where there is no waiting room', async () => {
    expect(await bench.hold('user:ann', [0])).toMatchObject({ code: 'OK' });
  });
});
