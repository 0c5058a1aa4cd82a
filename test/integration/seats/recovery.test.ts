import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { Redis } from 'ioredis';
import type { Transaction } from 'sequelize';
import type { SeatChannel } from '@ticket-flow/client';
import { createClaimRepository } from '../../../server/src/seats/claim-repository.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';

const buyer = { name: 'B', email: 'b@example.test' };

describe('seats outlive the loss of Redis', () => {
  let test: TestApp;
  let performanceId: number;
  let redis: Redis;
  beforeEach(async () => {
    test = await startApp({ redis: true, mariadbUrl: inject('mariadbUrl') });
    performanceId = await openSale(test.test.database);
    redis = new Redis(test.redisUrl ?? '');
  });
  afterEach(async () => {
    redis.disconnect();
    await test.close();
  });

  async function watch(): Promise<SeatChannel> {
    const channel = (await test.join('viewer')).client.seatChannel(performanceId);
    await channel.ready();
    return channel;
  }

  it('REBUILD-3 HOLD-8 a wiped store comes back from the claims; holds are gone, orders stand', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const ordered = await channel.hold({ seats: [0, 1] });
    const order = await client.createOrder(
      { performanceId, holds: [ordered.token], buyer },
      'order-before-loss',
    );
    const held = await channel.hold({ seats: [5] });
    const view = await watch();
    await waitFor(() => view.look(5) === 'held');

    const lost: string[] = [];
    channel.on('lost', ({ seats }) => lost.push(...seats.map(({ label }) => label)));
    await redis.flushall();
    await waitFor(() => view.look(5) === 'free', { timeoutMs: 15_000 });
    expect([view.look(0), view.look(1)]).toEqual(['held', 'held']);
    expect(view.position?.epoch).toBe(3);
    await waitFor(() => lost.length > 0);
    expect(lost).toEqual(['1F-A-6']);
    expect(channel.look(5)).toBe('free');
    await expect(channel.renew(held.token)).rejects.toMatchObject({ code: 'GONE' });

    const { id: orderId, amount, currency } = order;
    const payment = { orderId, amount, currency, behaviour: 'approve' as const };
    const { paymentKey } = await client.authoriseSandbox(payment);
    expect((await client.confirmPayment({ orderId, paymentKey, amount })).state).toBe('paid');
    await waitFor(() => view.look(0) === 'sold' && view.look(1) === 'sold');
    const sale = await test.test.database.models.seatEvents.findOne({ where: { owner: orderId } });
    expect(sale).toMatchObject({ kind: 'sell', min_epoch: 3 });
  });

  it('FREE-3 a release carries the epoch of its transaction, too', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    await test.app.services.seats.rebuild(performanceId, 0);
    const hold = await channel.hold({ seats: [0] });
    const request = { performanceId, holds: [hold.token], buyer };
    const { id: owner } = await client.createOrder(request, 'order-to-cancel');
    await client.cancelOrder(owner);
    const { seatEpochs, seatEvents } = test.test.database.models;
    const epoch = (await seatEpochs.findByPk(performanceId))?.epoch;
    expect(epoch).toBeGreaterThan(1);
    const release = await seatEvents.findOne({ where: { owner } });
    expect(release).toMatchObject({ kind: 'free', min_epoch: epoch });
  });

  it('HOLD-8 a hold made right after the loss does not hide that the earlier one went', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    await channel.hold({ seats: [4] });
    const lost: string[] = [];
    channel.on('lost', ({ seats }) => lost.push(...seats.map(({ label }) => label)));
    await redis.flushall();
    const kept = await channel.hold({ seats: [8] });
    await waitFor(() => lost.length > 0);
    expect(lost).toEqual(['1F-A-5']);
    expect(channel.holds.map(({ token }) => token)).toEqual([kept.token]);
    await waitFor(() => channel.look(4) === 'free' && channel.look(8) === 'mine');
  });

  it('PIN-3 PIN-4 a pin whose order was never written is buried and its seats come back', async () => {
    const view = await watch();
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    await channel.hold({ seats: [7] });
    await waitFor(() => view.look(7) === 'held');
    const [member] = await redis.zrange(`{p:${performanceId}}:x`, '0', '-1');
    // What a node leaves that dies between the pin and the order's transaction, long ago.
    await redis
      .multi()
      .zrem(`{p:${performanceId}}:x`, member ?? '')
      .hset(`{p:${performanceId}}:o`, 'onever', `user:gone|7|${Date.now() - 61_000}`)
      .exec();
    await waitFor(() => view.look(7) === 'free', { timeoutMs: 18_000 });
    const tombstone = await test.test.database.models.orders.findByPk('onever');
    expect(tombstone?.state).toBe('void');
  }, 30_000);

  it('PIN-3 a record is freed when nothing can come of it any more, and only then', async () => {
    const view = await watch();
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats: [0] });
    const request = { performanceId, holds: [hold.token], buyer };
    const order = await client.createOrder(request, 'order-that-lives');
    await channel.hold({ seats: [1] });
    await channel.hold({ seats: [2] });
    const [expiring, records] = [`{p:${performanceId}}:x`, `{p:${performanceId}}:o`];
    const old = String(Date.now() - 61_000);
    const record = (await redis.hget(records, order.id)) ?? '';
    await redis
      .multi()
      .del(expiring)
      .hset(records, order.id, record.replace(/\d+$/, old))
      .hset(records, 'Bnever', `|1|${old}`)
      .hset(records, 'onever', `user:gone|2|${old}`)
      .exec();

    const { seats } = test.app.services;
    await seats.upkeep.checkPins(performanceId);
    await waitFor(() => view.look(1) === 'free' && view.look(2) === 'free');
    // Whatever the job did at the same time, everything has been looked at now.
    await seats.upkeep.checkPins(performanceId);

    const ledger = await seats.ledger(performanceId);
    expect([...(ledger?.records.values() ?? [])]).toMatchObject([
      { ownerId: order.id, seats: [0] },
    ]);
    const { bits } = await seats.map(performanceId);
    expect([0, 1, 2].map((seat) => bits.get(seat))).toEqual([1, 0, 0]);
    const { blocks, orders } = test.test.database.models;
    expect((await blocks.findByPk('never'))?.state).toBe('void');
    expect((await orders.findByPk('onever'))?.state).toBe('void');
    expect((await orders.findByPk(order.id))?.state).toBe('pending');
  });

  it('CLAIM-1 no epoch is raised while a transaction writes claims or a release under it', async () => {
    const { database } = test.test;
    const claims = createClaimRepository(database);
    const owner = 'o-somebody';
    const event = { performanceId, owner, kind: 'free', seats: [0] } as const;
    const raise = () =>
      database.sequelize.transaction((transaction) =>
        database.sequelize.query(
          'SELECT epoch FROM seat_epochs WHERE performance_id = ? FOR UPDATE NOWAIT',
          { replacements: [performanceId], transaction },
        ),
      );
    const work = [
      (tx: Transaction) => claims.lockEpoch(tx, performanceId),
      (tx: Transaction) => claims.addEvent(tx, event),
    ];
    for (const write of work) {
      await database.transaction(async (tx) => {
        await write(tx);
        await expect(raise()).rejects.toThrow(/lock/i);
      });
      await raise();
    }
  });

  it('CLAIM-2 an order whose pin is from before a rebuild is refused', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats: [3] });
    const claims = createClaimRepository(test.test.database);
    const epoch = (await claims.epoch(performanceId)) ?? 0;
    expect(await claims.raiseEpoch(performanceId, epoch, epoch + 1)).toBe(true);
    await expect(
      client.createOrder({ performanceId, holds: [hold.token], buyer }, 'order-too-late'),
      // The refusal is UNAVAILABLE; the SDK asks again under its key, and the hold went with the map.
    ).rejects.toMatchObject({ code: 'GONE' });
    expect(await test.test.database.models.orders.count()).toBe(0);
    expect(await test.test.database.models.seatClaims.count()).toBe(0);
  });

  it('CLAIM-3 EPOCH-5 a claim the store does not know is found, named, and the map put right', async () => {
    const view = await watch();
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    // As after a store that lost a write: seat 2 is sold, and looks free.
    await test.test.database.transaction((transaction) =>
      test.test.database.models.seatClaims.create(
        {
          ...{ performance_id: performanceId, seat: 2, seat_uid: 'seat-2', seat_label: '1F-A-3' },
          ...{ owner: 'Bplanted', created_at: 1 },
        },
        { transaction },
      ),
    );
    const hold = await channel.hold({ seats: [2, 3] });
    await expect(
      client.createOrder({ performanceId, holds: [hold.token], buyer }, 'order-of-ghost'),
    ).rejects.toMatchObject({ code: 'TAKEN', details: { seats: [{ seat: 2 }] } });
    await waitFor(() => view.look(2) === 'notForSale' && view.look(3) === 'free');
  });

  it('EPOCH-5 a database that was set back below its store gets an epoch above both', async () => {
    const view = await watch();
    const { database } = test.test;
    await database.transaction((transaction) =>
      database.models.seatEpochs.update(
        { epoch: 1 },
        { where: { performance_id: performanceId }, transaction },
      ),
    );
    const before = view.position?.epoch ?? 0;
    await waitFor(() => (view.position?.epoch ?? 0) > before, { timeoutMs: 15_000 });
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const hold = await channel.hold({ seats: [0] });
    const order = { performanceId, holds: [hold.token], buyer };
    expect((await client.createOrder(order, 'order-after-restore')).state).toBe('pending');
  });

  it('REBUILD-2 of two rebuilders one takes the epoch', async () => {
    const claims = createClaimRepository(test.test.database);
    const taken = await Promise.all(
      Array.from({ length: 5 }, () => claims.raiseEpoch(performanceId, 1, 2)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});
