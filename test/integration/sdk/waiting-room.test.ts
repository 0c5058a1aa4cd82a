import { TicketFlowClient } from '@ticket-flow/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bothEnds } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { openProxy } from '../../support/proxy.ts';
import { newVisitor } from '../../support/waiting-room.ts';
import { waitFor } from '../../support/wait.ts';

describe.each(bothEnds(() => inject('mariadbUrl')))('waiting rooms in the SDK, %s', (_, start) => {
  let test: TestApp;
  const clients: TicketFlowClient[] = [];
  beforeAll(async () => {
    test = await start();
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await test.close();
  });

  const rooms = () => test.app.services.waitingRooms;
  async function openRoom(): Promise<number> {
    const performanceId = await openSale(test.test.database, { rows: 2 });
    const opensAt = Date.now() + 3_600_000;
    await rooms().create({ performanceId, opensAt, ratePerMinute: 6_000, maxActive: 5 });
    return performanceId;
  }
  function clientOf(token: () => string | undefined, baseUrl = test.url): TicketFlowClient {
    const client = new TicketFlowClient({ baseUrl, getToken: token });
    clients.push(client);
    return client;
  }

  it('SDK-8 SDK-10 from the lobby to a hold, on a page and on the next one', async () => {
    const performanceId = await openRoom();
    const { token } = await newVisitor(test);
    const client = clientOf(() => token);
    const room = client.waitingRoom(performanceId);
    expect((await room.look()).place.state).toBe('none');
    expect((await room.join()).place.state).toBe('lobby');
    expect(room.standing?.room).toMatchObject({ phase: 'lobby', graceMs: 60_000, waiting: 1 });
    expect(Math.abs(room.serverNow() - Date.now())).toBeLessThan(60_000);
    const channel = client.seatChannel(performanceId);
    await expect(channel.hold({ seats: [0] })).rejects.toMatchObject({ code: 'NOT_ADMITTED' });

    await rooms().change(performanceId, { change: 'open' });
    await waitFor(() => room.standing?.place.state === 'admitted');
    await room.enter();
    expect((await channel.hold({ seats: [0] })).seats).toMatchObject([{ seat: 0 }]);

    // Loaded again: a client that knows nothing of a waiting room.
    const again = clientOf(() => token).seatChannel(performanceId);
    expect((await again.hold({ seats: [1] })).seats).toMatchObject([{ seat: 1 }]);
    await waitFor(() => channel.holds.length === 2);
    for (const hold of channel.holds) await channel.release(hold.token);
    expect((await room.leave()).place).toEqual({ state: 'ended', reason: 'left' });
    await expect(again.hold({ seats: [2] })).rejects.toMatchObject({ code: 'NOT_ADMITTED' });

    const draw = await client.roomDraw(performanceId);
    expect(draw).toMatchObject({ lobby: 1, seedHash: room.standing?.room.seedHash });
    const view = await test.guest('reader').waitingRoomView(performanceId);
    expect(view.room).toMatchObject({ phase: 'open', seed: draw.seed });
  });

  it('SDK-8 a place survives its connection; the next person on the page has their own', async () => {
    const performanceId = await openRoom();
    const [first, second] = await Promise.all([newVisitor(test), newVisitor(test)]);
    const person = { token: first.token };
    const proxy = await openProxy(test.url);
    const client = clientOf(() => person.token, proxy.url);
    const room = client.waitingRoom(performanceId);
    await room.join();
    const states: string[] = [];
    room.on('state', (state) => void states.push(state));
    proxy.cut();
    await waitFor(() => states.at(-1) === 'live');
    expect(states[0]).toBe('offline');
    expect(room.standing?.place.state).toBe('lobby');
    person.token = second.token;
    await client.sessionChanged();
    await waitFor(() => room.standing?.place.state === 'none');
    expect(room.standing?.room.waiting).toBe(1);
    client.close();
    await proxy.close();
  });

  it('SDK-8 refuses who may not join, in typed words', async () => {
    const performanceId = await openRoom();
    const unverified = await newVisitor(test, false);
    const join = (client: TicketFlowClient, id = performanceId): Promise<unknown> =>
      client.waitingRoom(id).join();
    const someone = clientOf(() => unverified.token);
    await expect(join(someone)).rejects.toMatchObject({ code: 'EMAIL_NOT_VERIFIED' });
    await expect(join(someone, 999_999)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const visitor = clientOf(() => undefined);
    await expect(join(visitor)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await rooms().change(performanceId, { change: 'close' });
    const { token } = await newVisitor(test);
    await expect(join(clientOf(() => token))).rejects.toMatchObject({ code: 'CLOSED' });
  });
});
