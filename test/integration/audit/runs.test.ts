import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SeatState } from '@ticket-flow/client/protocol';
import { isComplete } from '../../../server/src/audit/index.ts';
import type { AuditReport } from '../../../server/src/audit/index.ts';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { readLedger } from '../../../server/src/seats/index.ts';
import type { SeatLedger } from '../../../server/src/seats/index.ts';
import { openSale } from '../../support/catalogue.ts';
import { sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { IDS, createWorld, fill, memoryStore, sandboxOf, setProvider } from './world.ts';
import type { World } from './world.ts';

describe('a run of the audit', () => {
  let test: TestDatabase;
  let performanceId: number;
  let world: World;
  let store: ReturnType<typeof memoryStore>;
  beforeAll(async () => {
    test = await sqliteDatabase();
    performanceId = await openSale(test.database);
  });
  beforeEach(async () => {
    store = memoryStore();
    world = createWorld(test.database, performanceId, store);
    await fill(world);
  });
  afterAll(() => test.drop());

  const kindsOf = ({ list }: AuditReport): string[] => list.map(({ kind }) => kind);

  /** Shows the store with a seat sold that nobody owns: another one each time it is read. */
  function showing(...wrongSeats: number[][]) {
    return async (id: number): Promise<SeatLedger | undefined> => {
      const ledger = await readLedger(store.store, id);
      if (ledger && id === performanceId) {
        for (const seat of wrongSeats.shift() ?? []) {
          const shift = 6 - 2 * (seat & 3);
          ledger.bytes[seat >> 2] = (ledger.bytes[seat >> 2] ?? 0) | (SeatState.Sold << shift);
        }
      }
      return ledger;
    };
  }

  it('AUDIT-3 a quiet system is read once, without a pause', async () => {
    const report = await world.audit({ pauseMs: 600_000 });
    expect(report.disagreements).toBe(0);
  });

  it('AUDIT-3 what heals by itself is not reported', async () => {
    const readLedger = showing([30], [30], [30]);
    expect((await world.audit({}, { readLedger })).list).toEqual([]);
  });

  it('AUDIT-3 only seats that were wrong every time are reported', async () => {
    const report = await world.audit({}, { readLedger: showing([30, 31], [31, 32], [31], [31]) });
    expect(report.list).toMatchObject([{ kind: 'seat_without_claim', seats: [31], performanceId }]);
    const moving = await world.audit({}, { readLedger: showing([30], [31], [32], [33]) });
    expect(moving.list).toEqual([]);
  });

  it('AUDIT-3 a record whose order is not written yet is given two minutes', async () => {
    await store.setRecord(performanceId, 'o_unborn', [33]);
    expect(await world.kinds()).toEqual([]);
    const record = store.store.inspect(performanceId)?.records.get('o_unborn');
    Object.assign(record ?? {}, { pinnedAt: Date.now() - 121_000 });
    expect(await world.kinds()).toEqual(['record_without_claim']);
  });

  it('AUDIT-4 a store that does not answer is named, and the report is not complete', async () => {
    const report = await world.audit({}, { readLedger: () => Promise.reject(new Error('away')) });
    expect(report.sources.store).toBe(false);
    expect(report.disagreements).toBe(0);
    expect(report.checked.orders).toBeGreaterThan(0);
    expect(isComplete(report)).toBe(false);
  });

  it('AUDIT-4 a performance without a current image is counted, and is no disagreement', async () => {
    store.store.forget(performanceId);
    const lost = await world.audit();
    expect(lost.checked).toMatchObject({ seats: 0, withoutImage: 1, performances: 1 });
    expect(lost.list).toEqual([]);
    await fill(world);
    await world.change((models, transaction) =>
      models.seatEpochs.update(
        { epoch: 9 },
        { where: { performance_id: performanceId }, transaction },
      ),
    );
    expect((await world.audit()).checked).toMatchObject({ seats: 0, withoutImage: 1 });
  });

  function sandboxBut(change: Partial<PaymentGateway>): { gateways: PaymentGateway[] } {
    return { gateways: [{ ...sandboxOf(test.database), ...change }] };
  }

  it('AUDIT-4 a provider that does not know, breaks off or is not configured is named', async () => {
    const silent = () => Promise.resolve({ outcome: 'unknown', reason: 'time-out' } as const);
    async function* broken(): AsyncGenerator<never> {
      yield* [];
      throw new Error('the books end here');
    }
    for (const change of [{ look: silent }, { books: broken }]) {
      const report = await world.audit({}, sandboxBut(change));
      expect(report.sources.providers).toEqual({ sandbox: false });
      expect(isComplete(report)).toBe(false);
    }
    const { sources } = await world.audit({}, { gateways: [] });
    expect(sources.providers).toEqual({ sandbox: false });
  });

  it('AUDIT-4 a provider that is silent in between does not hide what it said before', async () => {
    await setProvider(world, IDS.expired, { state: 'captured' });
    const sandbox = sandboxOf(test.database);
    let asked = 0;
    const report = await world.audit(
      {},
      {
        ...sandboxBut({
          look: (payment) => {
            if (payment.orderId !== IDS.expired) return sandbox.look(payment);
            asked += 1;
            const silent = asked > 2 && asked < 5;
            return silent
              ? Promise.resolve({ outcome: 'unknown', reason: 'reset' })
              : sandbox.look(payment);
          },
        }),
      },
    );
    expect(kindsOf(report)).toEqual(['late_money']);
    expect(isComplete(report)).toBe(true);
  });

  it('AUDIT-4 a database that does not answer is named', async () => {
    const own = await sqliteDatabase();
    const closed = createWorld(own.database, 1, memoryStore());
    await own.drop();
    const report = await closed.audit();
    expect(report.sources).toEqual({
      database: false,
      store: false,
      providers: { sandbox: false },
    });
    expect(isComplete(report)).toBe(false);
  });

  it('AUDIT-5 without any server there is no store, which is said and is no failure', async () => {
    const { gateways, repository, logger } = world.dependencies;
    const report = await world.auditOf({ gateways, repository, logger });
    expect(report.sources.store).toBe('none');
    expect(isComplete(report)).toBe(true);
  });

  it('AUDIT-2 sees provider_order, which only a provider’s mistake can make', async () => {
    const sandbox = sandboxOf(test.database);
    const report = await world.audit(
      {},
      {
        ...sandboxBut({
          look: async (payment) => {
            const found = await sandbox.look(payment);
            const isPaid = found.outcome === 'found' && found.orderId === IDS.paid;
            return isPaid ? { ...found, orderId: 'o_other' } : found;
          },
        }),
      },
    );
    expect(kindsOf(report)).toEqual(['provider_order']);
  });

  it('AUDIT-6 one performance can be looked at alone', async () => {
    const other = await openSale(test.database);
    const elsewhere = createWorld(test.database, other, store);
    await elsewhere.order('o_elsewhere', 'cancelled', [1]);
    await elsewhere.provider('o_elsewhere', {});
    await world.provider('o_nobody', {});
    expect((await world.audit({ performanceId })).list).toEqual([]);
    expect((await world.audit({ performanceId: other })).list).toMatchObject([
      { kind: 'unknown_money', orderId: 'o_elsewhere', performanceId: other },
    ]);
    expect((await world.audit()).disagreements).toBe(2);
  });

  it('AUDIT-6 more orders than fit a page are all read', async () => {
    await world.change((models, transaction) =>
      models.orders.bulkCreate(
        Array.from({ length: 2_500 }, (_, k) => ({
          ...{ id: `v${String(k).padStart(5, '0')}`, state: 'void' as const },
          ...{ created_at: 1, updated_at: 1 },
        })),
        { transaction },
      ),
    );
    await world.order('z_last', 'cancelled', [22]);
    await world.claim('z_last', [22]);
    const report = await world.audit();
    expect(report.checked.orders).toBe(2_512);
    expect(report.list).toMatchObject([{ kind: 'claim_of_ended_order', orderId: 'z_last' }]);
  });

  it('AUDIT-2 the books are read as far back as is asked', async () => {
    await world.provider('o_nobody', {});
    await world.change((models, transaction) =>
      models.sandboxPayments.update(
        { captured_at: Date.now() - 8 * 86_400_000 },
        { where: { order_ref: 'o_nobody' }, transaction },
      ),
    );
    expect((await world.audit()).list).toEqual([]);
    expect(kindsOf(await world.audit({ since: 0 }))).toEqual(['unknown_money']);
  });
});
