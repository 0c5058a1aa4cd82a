import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeatBits, TicketFlowClient, checksumOf } from '@ticket-flow/client';
import type { ChannelState, Frame, Heartbeat, Snapshot } from '@ticket-flow/client';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { openProxy } from '../../support/proxy.ts';
import { waitFor } from '../../support/wait.ts';

describe('the live feed', () => {
  let test: TestApp;
  let performanceId: number;
  beforeEach(async () => {
    test = await startApp();
    performanceId = await openSale(test.test.database);
  });
  afterEach(() => test.close());

  it('FEED-5 FEED-6 a viewer that was cut off comes back to the right map, its holds with it', async () => {
    const { client, session } = await test.join();
    const other = client.seatChannel(performanceId);
    await other.ready();
    const proxy = await openProxy(test.url);
    const moving = new TicketFlowClient({
      baseUrl: proxy.url,
      getToken: () => session.accessToken,
    });
    try {
      const channel = moving.seatChannel(performanceId);
      const states: ChannelState[] = [];
      channel.on('state', (state) => states.push(state));
      await channel.ready();
      const hold = await channel.hold({ seats: [0] });

      proxy.cut(true);
      await waitFor(() => channel.state === 'offline');
      await other.hold({ seats: [5] });
      proxy.accept();
      await waitFor(() => channel.state === 'live', { timeoutMs: 10_000 });
      await waitFor(() => channel.look(5) === 'mine');
      expect(channel.look(0)).toBe('mine');
      expect(channel.holds.map(({ token }) => token)).toContain(hold.token);
      expect(states).toContain('offline');
      expect(channel.position).toEqual(other.position);
    } finally {
      moving.close();
      await proxy.close();
    }
  });

  it('FEED-7 FEED-9 snapshot, frames and heartbeats of one socket fit together', async () => {
    const { client } = await test.join();
    const buyer = client.seatChannel(performanceId);
    await buyer.ready();
    const socket = io(test.url, { transports: ['websocket'], forceNew: true });
    const frames: Frame[] = [];
    const beats: Heartbeat[] = [];
    socket.on('map:frame', (frame: Frame) => frames.push(frame));
    socket.on('map:heartbeat', (beat: Heartbeat) => beats.push(beat));
    try {
      const { snapshot } = (await socket.emitWithAck('map:watch', { performanceId })) as {
        snapshot: Snapshot;
      };
      const bits = new SeatBits(snapshot.seatCount, new Uint8Array(snapshot.bits));
      expect(checksumOf(bits)).toBe(snapshot.checksum);
      for (const seat of [1, 2, 3]) {
        await buyer.hold({ seats: [seat] });
        await waitFor(() => frames.length === seat);
      }
      expect(frames[0]?.from).toEqual(snapshot.position);
      expect(frames[1]?.from).toEqual(frames[0]?.to);
      expect(frames[2]?.from).toEqual(frames[1]?.to);
      expect(frames[0]?.changes).toBe('AAF');
      await waitFor(() => beats.some((beat) => beat.position[1] === frames[2]?.to[1]));
      const beat = beats.at(-1);
      for (const seat of [1, 2, 3]) bits.set(seat, 1);
      expect(beat).toMatchObject({ live: true, checksum: checksumOf(bits) });
      expect(JSON.stringify(frames)).not.toContain('user:');
    } finally {
      socket.disconnect();
    }
  });

  it('FEED-9 two channels of one map on one client are apart: closing one leaves the other live', async () => {
    const { client } = await test.join();
    const first = client.seatChannel(performanceId);
    const second = client.seatChannel(performanceId);
    await Promise.all([first.ready(), second.ready()]);
    first.close();
    await second.hold({ seats: [8] });
    await waitFor(() => second.bits?.get(8) === 1);
    expect(second.state).toBe('live');
  });

  it('AUTH-4 after signing out the socket holds nothing in the earlier name', async () => {
    const signedIn: { token?: string } = {};
    const { session } = await test.join();
    signedIn.token = session.accessToken;
    const client = new TicketFlowClient({ baseUrl: test.url, getToken: () => signedIn.token });
    try {
      const channel = client.seatChannel(performanceId);
      await channel.ready();
      await channel.hold({ seats: [0] });
      delete signedIn.token;
      await client.sessionChanged();
      await waitFor(() => channel.holds.length === 0);
      await expect(channel.hold({ seats: [1] })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
      signedIn.token = session.accessToken;
      await client.sessionChanged();
      await waitFor(() => channel.look(0) === 'mine');
    } finally {
      client.close();
    }
  });

  it.each([
    ['an invalid token', () => 'not a token'],
    ['no answer', () => Promise.reject(new Error('the page is offline'))],
  ])('AUTH-4 nor when the next person cannot sign in: %s', async (_name, next) => {
    const { session } = await test.join();
    let getToken: () => string | Promise<string> = () => session.accessToken;
    const client = new TicketFlowClient({ baseUrl: test.url, getToken: () => getToken() });
    try {
      const channel = client.seatChannel(performanceId);
      await channel.ready();
      const hold = await channel.hold({ seats: [20] });
      getToken = next;
      await client.sessionChanged();
      await waitFor(() => channel.holds.length === 0);
      await expect(channel.hold({ seats: [22] })).rejects.toMatchObject({
        name: 'TicketFlowError',
      });
      await expect(channel.release(hold.token)).rejects.toMatchObject({ name: 'TicketFlowError' });
      getToken = () => session.accessToken;
      await client.sessionChanged();
      await waitFor(() => channel.look(20) === 'mine');
      await channel.release(hold.token);
    } finally {
      client.close();
    }
  });

  it('FEED-6 a node that is below the viewer answers BEHIND and sends no map', async () => {
    const socket = io(test.url, { transports: ['websocket'], forceNew: true });
    try {
      const answer = (await socket.emitWithAck('map:watch', {
        performanceId,
        position: [9, 1],
      })) as { ok: boolean; snapshot?: unknown };
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'BEHIND', details: { retryAfterMs: 500 } },
      });
      expect(answer.snapshot).toBeUndefined();
    } finally {
      socket.disconnect();
    }
  });

  it('HOLD-7 the owner of a hold that ran out is told, and everyone sees the seat free', async () => {
    const short = await openSale(test.test.database, { set: { hold_ttl_ms: 300 } });
    const { client } = await test.join();
    const channel = client.seatChannel(short);
    await channel.ready();
    const expired: string[] = [];
    channel.on('expired', ({ seats }) => expired.push(...seats.map(({ label }) => label)));
    await channel.hold({ seats: [3] });
    await waitFor(() => expired.length === 1);
    expect(expired).toEqual(['1F-A-4']);
    await waitFor(() => channel.look(3) === 'free');
    expect(channel.holds).toEqual([]);
  });

  it('CAT-2 availability counts what the map shows', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const before = await client.availability(performanceId);
    await channel.hold({ seats: [0, 12] });
    await waitFor(async () => {
      const now = await client.availability(performanceId);
      return now.grades.every(({ free }, k) => free === (before.grades[k]?.free ?? 0) - 1);
    });
  });
});
