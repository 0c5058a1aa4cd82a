import { randomUUID } from 'node:crypto';
import { SeatState } from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import { Redis } from 'ioredis';
import { createAudit, createAuditRepository } from '../../../server/src/audit/index.ts';
import type {
  AuditDependencies,
  AuditReport,
  AuditRequest,
} from '../../../server/src/audit/index.ts';
import {
  createSandboxGateway,
  createSandboxRepository,
} from '../../../server/src/payments/index.ts';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { createMemorySeatStore } from '../../../server/src/seats/index.ts';
import { readLedger } from '../../../server/src/seats/index.ts';
import type { SeatStore } from '../../../server/src/seats/index.ts';
import { performanceKeys } from '../../../server/src/seats/redis/keys.ts';
import type { MemorySeatStore } from '../../../server/src/seats/memory/memory-seat-store.ts';
import { createRedisSeatStore } from '../../../server/src/seats/redis/redis-seat-store.ts';
import { formatRecord, parseRecord } from '../../../server/src/seats/redis/replies.ts';
import { FEE, PRICE, createRows, keyOf, wipe } from './rows.ts';
import type { Rows } from './rows.ts';

/** A store under test, with a way to do to it what no command would. */
export interface CrookedStore {
  readonly store: SeatStore;
  setBit(performanceId: number, seat: number, state: SeatState): Promise<void>;
  /** Writes seats into an owner's record, or takes the whole record away. */
  setRecord(performanceId: number, owner: string, seats: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

export function memoryStore(): CrookedStore & { readonly store: MemorySeatStore } {
  const store = createMemorySeatStore();
  return {
    store,
    setBit: async (id, seat, state) => {
      store.inspect(id)?.bits.set(seat, state);
    },
    setRecord: async (id, ownerId, seats) => {
      const records = store.inspect(id)?.records;
      const pinnedAt = records?.get(ownerId)?.pinnedAt ?? Date.now();
      if (seats.length === 0) records?.delete(ownerId);
      else records?.set(ownerId, { ownerId, holder: 'user:x', seats, pinnedAt });
    },
    close: () => Promise.resolve(),
  };
}

export function redisStore(
  url: string,
  { prefix, incarnation } = { prefix: `audit:${randomUUID()}:`, incarnation: 1 },
): CrookedStore {
  const redis = new Redis(url);
  const keysOf = (id: number) => performanceKeys(id, prefix);
  return {
    store: createRedisSeatStore({ redis, prefix, incarnation: () => incarnation }),
    setBit: async (id, seat, state) => {
      await redis.bitfield(keysOf(id).bits, 'SET', 'u2', `#${String(seat + 64)}`, state);
    },
    setRecord: async (id, ownerId, seats) => {
      const { records } = keysOf(id);
      if (seats.length === 0) {
        await redis.hdel(records, ownerId);
        return;
      }
      const present = await redis.hget(records, ownerId);
      const pinnedAt = present ? parseRecord(ownerId, present).pinnedAt : Date.now();
      const record = { ownerId, holder: 'user:x', seats, pinnedAt };
      await redis.hset(records, ownerId, formatRecord(record));
    },
    close: async () => void (await redis.quit()),
  };
}

/** One performance with orders in every state, blocks, and a store that shows them. */
export interface World extends Rows {
  readonly database: Database;
  readonly performanceId: number;
  readonly crooked: CrookedStore;
  audit(request?: AuditRequest, instead?: Partial<AuditDependencies>): Promise<AuditReport>;
  readonly dependencies: AuditDependencies;
  /** With these dependencies and no others. */
  auditOf(dependencies: AuditDependencies): Promise<AuditReport>;
  /** The kinds that an audit reports, each once. */
  kinds(): Promise<string[]>;
}

/** What every order and block of the healthy world is called, by its state. */
export const IDS = {
  pending: 'o_pending',
  paying: 'o_paying',
  awaiting: 'o_awaiting',
  paid: 'o_paid',
  partly: 'o_partly',
  refunding: 'o_refunding',
  refunded: 'o_refunded',
  expired: 'o_expired',
  cancelled: 'o_cancelled',
  late: 'o_late',
} as const;

/** Epoch of database and image; above 1, so that the database can fall behind. */
const EPOCH = 2;

export function createWorld(
  database: Database,
  performanceId: number,
  crooked: CrookedStore,
): World {
  const rows = createRows(database, performanceId);
  const dependencies: AuditDependencies = {
    repository: createAuditRepository(database),
    readLedger: (id) => readLedger(crooked.store, id),
    gateways: [sandboxOf(database)],
    logger: createLogger('silent'),
  };
  const audit: World['audit'] = (request, instead) =>
    createAudit({ ...dependencies, ...instead }).run({ pauseMs: 1, ...request });
  const auditOf: World['auditOf'] = (given) => createAudit(given).run({ pauseMs: 1 });
  return {
    ...rows,
    database,
    performanceId,
    crooked,
    audit,
    auditOf,
    dependencies,
    kinds: async () => {
      const { list } = await audit();
      return [...new Set(list.map(({ kind }) => kind))].toSorted();
    },
  };
}

export function sandboxOf(database: Database): PaymentGateway {
  return createSandboxGateway({ repository: createSandboxRepository(database), slowMs: 0 });
}

/** Fills an empty world so that everything agrees. */
export async function fill(world: World): Promise<void> {
  await wipe(world.database);
  await world.change((models, transaction) =>
    models.seatEpochs.update(
      { epoch: EPOCH },
      { where: { performance_id: world.performanceId }, transaction },
    ),
  );
  await fillUnpaid(world);
  await fillPaid(world);
  await world.block('active', 'active');
  await world.claim('Bactive', [13, 14]);
  await world.block('released', 'released');
  await world.crooked.store.install({
    performanceId: world.performanceId,
    epoch: EPOCH,
    config: 1,
    seatCount: 40,
    records: recordsOf([
      [IDS.pending, [0, 1], SeatState.Held],
      [IDS.paying, [2], SeatState.Held],
      [IDS.awaiting, [3], SeatState.Held],
      [IDS.paid, [4, 5], SeatState.Sold],
      [IDS.partly, [7], SeatState.Sold],
      [IDS.refunding, [8, 9], SeatState.Sold],
      ['Bactive', [13, 14], SeatState.NotForSale],
    ]),
  });
}

function recordsOf(owners: readonly (readonly [string, readonly number[], SeatState])[]) {
  return owners.map(([ownerId, seats, state]) => {
    return { ownerId, holder: `user:${ownerId}`, seats, state, pinnedAt: 1_700_000_000_000 };
  });
}

async function fillUnpaid(world: World): Promise<void> {
  await world.order(IDS.pending, 'pending', [0, 1]);
  await world.claim(IDS.pending, [0, 1]);
  await world.attempt(IDS.pending, 1, 'declined');
  await world.provider(IDS.pending, { state: 'declined' });
  await world.order(IDS.paying, 'paying', [2]);
  await world.claim(IDS.paying, [2]);
  await world.attempt(IDS.paying, 1, 'open');
  // Captured there and not yet told here: on its way, not wrong.
  await world.provider(IDS.paying, {});
  await world.order(IDS.awaiting, 'awaiting_deposit', [3]);
  await world.claim(IDS.awaiting, [3]);
  await world.attempt(IDS.awaiting, 1, 'waiting');
  await world.provider(IDS.awaiting, { state: 'waiting' });
  await world.order(IDS.expired, 'expired', [11]);
  await world.attempt(IDS.expired, 1, 'declined');
  await world.provider(IDS.expired, { state: 'declined' });
  await world.order(IDS.cancelled, 'cancelled', [12]);
  await world.change((models, transaction) =>
    models.orders.create(
      { id: 'o_void', state: 'void', created_at: 1, updated_at: 1 },
      { transaction },
    ),
  );
  // Money that came too late and went back.
  await world.order(IDS.late, 'expired', [15]);
  await world.attempt(IDS.late, 1, 'declined');
  await world.provider(IDS.late, { returned: PRICE });
  await world.refund(`${IDS.late}:late`, IDS.late, [], { kind: 'late', amount: PRICE, fee: 0 });
}

async function fillPaid(world: World): Promise<void> {
  const paid = async (id: string, state: 'paid' | 'refunding' | 'refunded', seats: number[]) => {
    await world.order(id, state, seats);
    await world.attempt(id, 1, 'done');
    await world.provider(id, { amount: seats.length * PRICE });
    await world.payment(id, seats.length);
  };
  await paid(IDS.paid, 'paid', [4, 5]);
  await world.claim(IDS.paid, [4, 5]);
  await world.tickets(IDS.paid, [4], 'used');
  await world.tickets(IDS.paid, [5]);

  await paid(IDS.partly, 'paid', [6, 7]);
  await world.claim(IDS.partly, [7]);
  await world.tickets(IDS.partly, [6], 'cancelled');
  await world.tickets(IDS.partly, [7]);
  await world.refund(`${IDS.partly}:r1`, IDS.partly, [6]);
  await giveBack(world, IDS.partly, PRICE - FEE);

  await paid(IDS.refunding, 'refunding', [8, 9]);
  await world.claim(IDS.refunding, [8, 9]);
  await world.tickets(IDS.refunding, [8], 'cancelled');
  await world.tickets(IDS.refunding, [9]);
  await world.refund(`${IDS.refunding}:r1`, IDS.refunding, [8], { state: 'open' });
  // Done there and open here: on its way, not wrong.
  await setProvider(world, IDS.refunding, { returned: PRICE - FEE });

  await paid(IDS.refunded, 'refunded', [10]);
  await world.tickets(IDS.refunded, [10], 'cancelled');
  await world.refund(`${IDS.refunded}:r1`, IDS.refunded, [10]);
  await giveBack(world, IDS.refunded, PRICE - FEE);
}

async function giveBack(world: World, orderId: string, returned: number): Promise<void> {
  await world.change((models, transaction) =>
    models.payments.update({ returned }, { where: { order_id: orderId }, transaction }),
  );
  await setProvider(world, orderId, { returned });
}

/** Changes an order's payment in the provider's books. */
export function setProvider(
  world: World,
  orderId: string,
  set: { amount?: number; returned?: number; state?: 'captured' | 'declined' },
): Promise<void> {
  return world.change((models, transaction) =>
    models.sandboxPayments.update(
      { ...set, ...(set.state === 'captured' && { captured_at: Date.now() }) },
      { where: { id: keyOf(orderId) }, transaction },
    ),
  );
}
