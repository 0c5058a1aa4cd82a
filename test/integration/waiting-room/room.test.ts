import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { drawOf } from '../../../server/src/waiting-room/shuffle.ts';
import type { Management } from '../../../server/src/waiting-room/index.ts';
import type { NewRoomRequest } from '../../../server/src/waiting-room/requests.ts';
import { bothEnds } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import type { SmallSale } from '../../support/catalogue.ts';
import { buyHeld, newVisitor } from '../../support/waiting-room.ts';
import type { RoomVisit, Visitor } from '../../support/waiting-room.ts';
import { waitFor } from '../../support/wait.ts';

// They run side by side, and each waits for the room's own turns of a second.
vi.setConfig({ testTimeout: 60_000 });

describe.each(bothEnds(() => inject('mariadbUrl')))('a waiting room, %s', (_name, start) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await start();
  });
  afterAll(() => test.close());

  async function openRoom(
    request: Partial<NewRoomRequest> = {},
    sale: SmallSale = { rows: 2 },
  ): Promise<number> {
    const performanceId = await openSale(test.test.database, sale);
    const { waitingRooms } = test.app.services;
    await waitingRooms.create({
      ...{ performanceId, opensAt: Date.now() + 3_600_000, ratePerMinute: 6_000 },
      ...request,
    });
    return performanceId;
  }
  const rooms = (): Management => test.app.services.waitingRooms;
  async function visitors(count: number): Promise<{ who: Visitor; at: RoomVisit }[]> {
    const all = await Promise.all(Array.from({ length: count }, () => newVisitor(test)));
    return Promise.all(all.map(async (who) => ({ who, at: await who.connect() })));
  }
  const admittedTo = (at: RoomVisit, performanceId: number): Promise<string> =>
    waitFor(async () => {
      const { place } = await at.look(performanceId);
      return place.state === 'admitted' ? place.token : undefined;
    });
  const refusal = (code: string): unknown => expect.objectContaining({ code });

  it.concurrent(
    'WAIT-1 WAIT-2 draws the lobby at the opening, and anyone can check it',
    async () => {
      const performanceId = await openRoom();
      const people = await visitors(6);
      const standings = await Promise.all(people.map(({ at }) => at.join(performanceId)));
      expect(standings.map(({ place }) => place.state)).toEqual(Array(6).fill('lobby'));
      const { seedHash, seed } = standings[0]?.room ?? {};
      expect(seed).toBeUndefined();
      await expect(
        fetch(`${test.url}/api/performances/${String(performanceId)}/waiting-room/draw`),
      ).resolves.toMatchObject({ status: 409 });

      await rooms().change(performanceId, { change: 'open' });
      for (const { at } of people) await at.until('admitted');
      const draw = (await (
        await fetch(`${test.url}/api/performances/${String(performanceId)}/waiting-room/draw`)
      ).json()) as { seed: string; seedHash: string; order: string[] };
      expect(draw.seedHash).toBe(seedHash);
      expect(createHash('sha256').update(Buffer.from(draw.seed, 'hex')).digest('hex')).toBe(
        seedHash,
      );
      const drawn = people.map(({ who }) => drawOf(draw.seed, who.id)).sort();
      expect(draw.order).toEqual(drawn);
      const { admissions } = test.test.database.models;
      const rows = await admissions.findAll({
        where: { performance_id: performanceId },
        order: ['no'],
      });
      expect(rows.map((row) => drawOf(draw.seed, row.account_id))).toEqual(drawn);
      for (const { at } of people) at.close();
    },
  );

  it.concurrent(
    'WAIT-3 lets in one after the other behind the lobby, no more than may be active',
    async () => {
      const performanceId = await openRoom({ maxActive: 1 });
      const [first, second, third] = await visitors(3);
      if (!first || !second || !third) throw new Error('three');
      await first.at.join(performanceId);
      await rooms().change(performanceId, { change: 'open' });
      const admitted = await first.at.until('admitted');
      expect((await second.at.join(performanceId)).place).toMatchObject({
        state: 'waiting',
        position: 1,
      });
      expect((await third.at.join(performanceId)).place).toMatchObject({
        state: 'waiting',
        position: 2,
      });
      expect((await first.at.look(performanceId)).room.waiting).toBe(2);

      await first.at.enter(performanceId);
      await first.at.hold(performanceId, [0], admitted.token);
      expect((await first.at.leave(performanceId)).place).toEqual({
        state: 'ended',
        reason: 'left',
      });
      await second.at.until('admitted');
      await waitFor(() => {
        const place = third.at.pushed.at(-1)?.place;
        return place?.state === 'waiting' && place.position === 1;
      });
      for (const { at } of [first, second, third]) at.close();
    },
  );

  it.concurrent(
    'WAIT-4 a hold wants the account’s own, living admission to this performance',
    async () => {
      const performanceId = await openRoom();
      const elsewhere = await openRoom();
      const [ann, ben, cho] = await visitors(3);
      if (!ann || !ben || !cho) throw new Error('three');
      for (const { at } of [ann, ben]) await at.join(performanceId);
      await ann.at.join(elsewhere);
      for (const id of [performanceId, elsewhere]) await rooms().change(id, { change: 'open' });
      const token = await admittedTo(ann.at, performanceId);
      const other = await admittedTo(ann.at, elsewhere);
      await ben.at.until('admitted');

      const none = refusal('NOT_ADMITTED');
      await expect(ann.at.hold(performanceId, [0])).rejects.toEqual(none);
      await expect(cho.at.hold(performanceId, [0])).rejects.toEqual(none);
      await expect(cho.at.hold(performanceId, [0], token)).rejects.toEqual(none);
      await expect(ben.at.hold(performanceId, [0], token)).rejects.toEqual(none);
      await expect(ann.at.hold(performanceId, [0], other)).rejects.toEqual(none);
      await expect(ann.at.hold(performanceId, [0], `${token}x`)).rejects.toEqual(none);
      await expect(ann.at.hold(performanceId, [0], ann.who.token)).rejects.toEqual(none);
      await ann.at.hold(performanceId, [0], token);
      await ann.at.leave(performanceId);
      await expect(ann.at.hold(performanceId, [1], token)).rejects.toEqual(none);
      await ann.at.join(performanceId);
      const next = await admittedTo(ann.at, performanceId);
      await ann.at.hold(performanceId, [1], next);
      await expect(ann.at.hold(performanceId, [2], token)).rejects.toEqual(none);
      for (const { at } of [ann, ben, cho]) at.close();
    },
  );

  it.concurrent(
    'WAIT-7 an account has one place, on all its tabs, and keeps it over a reload',
    async () => {
      const performanceId = await openRoom({ graceMs: 30_000 });
      const [ann] = await visitors(1);
      if (!ann) throw new Error('one');
      const tabs = await Promise.all(Array.from({ length: 10 }, () => ann.who.connect()));
      await Promise.all(tabs.map((tab) => tab.join(performanceId)));
      const { arrivals } = test.test.database.models;
      expect(await arrivals.count({ where: { performance_id: performanceId } })).toBe(1);
      for (const tab of tabs) tab.close();
      ann.at.close();
      const again = await ann.who.connect();
      expect((await again.look(performanceId)).place).toEqual({ state: 'lobby' });
      again.close();
    },
  );

  it.concurrent('WAIT-7 whoever is gone for longer than the grace loses the place', async () => {
    const performanceId = await openRoom({ graceMs: 5_000 });
    const [ann, ben] = await visitors(2);
    if (!ann || !ben) throw new Error('two');
    await ann.at.join(performanceId);
    await ben.at.join(performanceId);
    ann.at.close();
    const { arrivals } = test.test.database.models;
    const ended = { performance_id: performanceId, state: 'ended', reason: 'absent' };
    await waitFor(() => arrivals.count({ where: ended }), { timeoutMs: 15_000 });
    expect((await ben.at.look(performanceId)).place).toEqual({ state: 'lobby' });
    const back = await ann.who.connect();
    expect((await back.look(performanceId)).place).toEqual({ state: 'ended', reason: 'absent' });
    expect((await back.join(performanceId)).place).toEqual({ state: 'lobby' });
    back.close();
    ben.at.close();
  });

  it.concurrent('WAIT-6 let in and not come is missed; with tickets it is finished', async () => {
    const performanceId = await openRoom({ comeWithinMs: 5_000, maxActive: 2 });
    const [ann, ben] = await visitors(2);
    if (!ann || !ben) throw new Error('two');
    for (const { at } of [ann, ben]) await at.join(performanceId);
    await rooms().change(performanceId, { change: 'open' });
    const { token } = await ann.at.until('admitted');
    await ben.at.until('admitted');
    const entered = (await ann.at.enter(performanceId)).place;
    expect(entered).toMatchObject({ state: 'admitted', entered: true });
    const made = await ann.at.hold(performanceId, [0, 1], token);
    expect(await ben.at.until('ended')).toEqual({ state: 'ended', reason: 'missed' });
    await buyHeld(test.url, ann.who, performanceId, made);
    expect(await ann.at.until('ended')).toEqual({ state: 'ended', reason: 'finished' });
    for (const { at } of [ann, ben]) at.close();
  });

  it.concurrent(
    'WAIT-8 nobody joins unverified, too early, or where there is no room',
    async () => {
      const early = await openRoom({ lobbyOpensAt: Date.now() + 60_000 });
      const performanceId = await openRoom();
      const plain = await openSale(test.test.database);
      const stranger = await (await newVisitor(test, false)).connect();
      const [ann] = await visitors(1);
      if (!ann) throw new Error('one');
      await expect(stranger.join(performanceId)).rejects.toEqual(refusal('EMAIL_NOT_VERIFIED'));
      await expect(ann.at.join(early)).rejects.toEqual(refusal('CLOSED'));
      await expect(ann.at.join(plain)).rejects.toEqual(refusal('NOT_FOUND'));
      await rooms().change(performanceId, { change: 'open' });
      await rooms().change(performanceId, { change: 'drain' });
      await expect(ann.at.join(performanceId)).rejects.toEqual(refusal('CLOSED'));
      stranger.close();
      ann.at.close();
    },
  );

  it.concurrent('WAIT-9 pausing, closing and lifting reach everybody who waits', async () => {
    const performanceId = await openRoom({ maxActive: 1 });
    const [ann, ben] = await visitors(2);
    if (!ann || !ben) throw new Error('two');
    await ann.at.join(performanceId);
    await rooms().change(performanceId, { change: 'open' });
    const { token } = await ann.at.until('admitted');
    await ben.at.join(performanceId);
    await rooms().change(performanceId, { change: 'pause' });
    await waitFor(() => {
      const { room, place } = ben.at.pushed.at(-1) ?? {};
      return room?.phase === 'paused' && place?.state === 'waiting' && place.etaMs === null;
    });
    await rooms().change(performanceId, { change: 'close' });
    expect(await ben.at.until('ended')).toEqual({ state: 'ended', reason: 'closed' });
    expect(await ann.at.until('ended')).toEqual({ state: 'ended', reason: 'closed' });
    await expect(ann.at.hold(performanceId, [0], token)).rejects.toEqual(refusal('NOT_ADMITTED'));
    await rooms().change(performanceId, { change: 'lift' });
    await waitFor(() => ann.at.hold(performanceId, [0]));
    for (const { at } of [ann, ben]) at.close();
  });

  it.concurrent('WAIT-9 an invited account does not wait', async () => {
    const performanceId = await openRoom({ ratePerMinute: 1, maxActive: 1 });
    const [ann, ben] = await visitors(2);
    if (!ann || !ben) throw new Error('two');
    await rooms().change(performanceId, {
      change: 'invite',
      emails: [`${ben.who.id}@example.test`],
    });
    await rooms().change(performanceId, { change: 'open' });
    await ann.at.join(performanceId);
    expect((await ben.at.join(performanceId)).place.state).toBe('admitted');
    for (const { at } of [ann, ben]) at.close();
  });

  it.concurrent('WAIT-10 ends for everybody when the last seat is sold', async () => {
    const whole = { rows: 1, set: { max_seats_per_holder: 10 } };
    const performanceId = await openRoom({ maxActive: 1 }, whole);
    const people = await visitors(3);
    for (const { at } of people) await at.join(performanceId);
    await rooms().change(performanceId, { change: 'open' });
    const buyer = await waitFor(() =>
      people.find(({ at }) => at.pushed.at(-1)?.place.state === 'admitted'),
    );
    const { token } = await buyer.at.until('admitted');
    const all = Array.from({ length: 10 }, (_, seat) => seat);
    const made = await buyer.at.hold(performanceId, all, token);
    await buyHeld(test.url, buyer.who, performanceId, made);
    for (const { at } of people.filter((one) => one !== buyer)) {
      expect(await at.until('ended')).toEqual({ state: 'ended', reason: 'sold_out' });
    }
    for (const { at } of people) at.close();
  });
});
