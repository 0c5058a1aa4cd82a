import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TicketFlowClient } from '@ticket-flow/client';
import type { ErrorCode, RoomPlace, RoomStanding, WaitingRoomFacts } from '@ticket-flow/client';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../support/wait.ts';

/** A server of another make that keeps to the protocol: what it is asked, and what it answers. */
interface StandIn {
  readonly url: string;
  readonly asked: { readonly event: string; readonly request: Record<string, unknown> }[];
  /** Who each socket is, by its last access token. */
  answer: (event: string, who: string | undefined, request: Record<string, unknown>) => unknown;
  say(standing: RoomStanding): void;
  cut(): void;
  close(): Promise<void>;
}

const PERFORMANCE = 7;
const FACTS: WaitingRoomFacts = {
  phase: 'open',
  lobbyOpensAt: 0,
  opensAt: 1_000,
  seedHash: 'aa',
  waiting: 3,
  graceMs: 60_000,
};

function standing(place: RoomPlace, serverNow: number, room = FACTS): RoomStanding {
  return { performanceId: PERFORMANCE, room, place, serverNow };
}

const ok = (fields: object = {}): object => ({ ok: true, ...fields });
const no = (code: ErrorCode): object => ({ ok: false, error: { code, message: code } });
const admitted = (token: string): RoomPlace => ({
  state: 'admitted',
  token,
  entered: true,
  until: 9_000,
});

async function standIn(): Promise<StandIn> {
  const http = createServer();
  const io = new Server(http);
  const names = new Map<Socket, string>();
  const server: StandIn = {
    url: '',
    asked: [],
    answer: () => no('NOT_FOUND'),
    say: (told) => io.emit('room:standing', told),
    cut: () => {
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
    },
    close: () => io.close(),
  };
  io.on('connection', (socket) => {
    socket.onAny((event: string, request: Record<string, unknown>, ack: (it: unknown) => void) => {
      server.asked.push({ event, request });
      if (event === 'session:authenticate') names.set(socket, String(request['accessToken']));
      if (event === 'session:end') names.delete(socket);
      if (event.startsWith('session:')) ack(ok());
      else ack(server.answer(event, names.get(socket), request));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`;
  return Object.assign(server, { url });
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function scene(answer: StandIn['answer']) {
  const server = await standIn();
  server.answer = answer;
  const person: { token: string | undefined } = { token: 'kim' };
  const client = new TicketFlowClient({ baseUrl: server.url, getToken: () => person.token });
  closing.push(
    () => {
      client.close();
    },
    () => server.close(),
  );
  const room = client.waitingRoom(PERFORMANCE);
  const count = (event: string): number => server.asked.filter((one) => one.event === event).length;
  // Signed in, so that nothing has to be asked twice.
  await waitFor(() => count('session:authenticate') > 0);
  await client.sessionChanged();
  return { server, person, client, room, count };
}

describe('SDK-8 a place', () => {
  it('SDK-8 is asked for by `join` alone; after a reconnect it is looked for, not taken', async () => {
    const place: RoomPlace = { state: 'waiting', position: 3, etaMs: 60_000 };
    const { server, room, count } = await scene((event) =>
      event.startsWith('room:') ? ok(standing(place, 5_000)) : no('NOT_FOUND'),
    );
    const states: string[] = [];
    room.on('state', (state) => void states.push(state));
    expect(await room.join()).toEqual(standing(place, 5_000));
    expect(room.standing).toEqual(standing(place, 5_000));
    server.cut();
    await waitFor(() => room.keptUntil !== undefined);
    expect((room.keptUntil ?? 0) - room.serverNow()).toBeGreaterThan(50_000);
    await waitFor(() => count('room:look') > 0 && room.state === 'live');
    expect(room.keptUntil).toBeUndefined();
    expect(count('room:join')).toBe(1);
    expect(states).toEqual(['live', 'offline', 'stale', 'live']);
  });

  it('SDK-8 belongs to a person: the next one’s is looked for, and nobody’s is shown to nobody', async () => {
    const { room, person, client, count } = await scene((event, who) => {
      if (who === undefined) return no('UNAUTHENTICATED');
      if (event.startsWith('room:') && who === 'kim') {
        return ok(standing({ state: 'waiting', position: 3, etaMs: null }, 5_000));
      }
      return event === 'room:look' ? ok(standing({ state: 'none' }, 4_000)) : no('NOT_FOUND');
    });
    const errors: string[] = [];
    room.on('error', ({ code }) => void errors.push(code));
    await room.join();
    person.token = 'lee';
    await client.sessionChanged();
    expect(room.standing?.place.state).not.toBe('waiting');
    await waitFor(() => room.standing?.place.state === 'none');
    expect(count('room:join')).toBe(1);
    person.token = undefined;
    await client.sessionChanged();
    await waitFor(() => errors.includes('UNAUTHENTICATED'));
    expect(room.standing).toBeUndefined();
  });

  it('SDK-8 nothing is asked for whoever has not begun to', async () => {
    const { client, server, count } = await scene(() => ok(standing({ state: 'none' }, 1)));
    await client.sessionChanged();
    const before = count('session:authenticate');
    server.cut();
    await waitFor(() => count('session:authenticate') > before);
    expect(server.asked.filter(({ event }) => event.startsWith('room:'))).toEqual([]);
  });

  it('SDK-8 a standing that was overtaken on its way is not shown', async () => {
    const { server, room } = await scene(() =>
      ok(standing({ state: 'ended', reason: 'left' }, 5_000)),
    );
    const seen: string[] = [];
    room.on('standing', ({ place }) => void seen.push(place.state));
    await room.leave();
    server.say(standing({ state: 'waiting', position: 2, etaMs: 1 }, 4_990));
    server.say(standing({ state: 'lobby' }, 5_010, { ...FACTS, phase: 'lobby' }));
    server.say({ ...standing(admitted('other'), 9_000), performanceId: 8 });
    await waitFor(() => seen.length > 1);
    expect(seen).toEqual(['ended', 'lobby']);
  });

  it('SDK-8 refusals are typed, and a room that is closed hears nothing', async () => {
    const { server, room } = await scene((event) =>
      event === 'room:join' ? no('EMAIL_NOT_VERIFIED') : ok(standing({ state: 'none' }, 1_000)),
    );
    await expect(room.join({ human: 'yes' })).rejects.toMatchObject({
      name: 'TicketFlowError',
      code: 'EMAIL_NOT_VERIFIED',
    });
    expect(server.asked.find(({ event }) => event === 'room:join')?.request).toEqual({
      performanceId: PERFORMANCE,
      human: 'yes',
    });
    let told = 0;
    room.on('standing', () => void (told += 1));
    await room.look();
    room.close();
    server.say(standing({ state: 'lobby' }, 2_000));
    await expect(room.look()).resolves.toMatchObject({ place: { state: 'none' } });
    expect(told).toBe(1);
    expect(room.standing?.place.state).toBe('none');
  });
});

describe('SDK-9 time', () => {
  it('SDK-9 is the server’s, whatever the device’s clock says', async () => {
    const { server, room } = await scene(() => ok(standing({ state: 'lobby' }, 5_000_000)));
    await room.join();
    const date = Date.now;
    Date.now = () => date() + 3_600_000;
    closing.push(() => (Date.now = date));
    expect(room.serverNow()).toBeGreaterThanOrEqual(5_000_000);
    expect(room.serverNow()).toBeLessThan(5_030_000);
    // What took longer to come tells less.
    server.say(standing({ state: 'waiting', position: 1, etaMs: 1 }, 5_000_000));
    await waitFor(() => room.standing?.place.state === 'waiting');
    expect(room.serverNow()).toBeGreaterThan(5_000_000);
  });
});

describe('SDK-10 an admission', () => {
  const made = ok({
    hold: { token: 'h', seats: [], expiresAt: 1, cap: 1 },
    position: [1, 1],
    serverNow: 1,
  });

  it('SDK-10 goes along with holds by itself, for as long as it lasts', async () => {
    const { server, room, client } = await scene((event, _who, request) => {
      if (event === 'room:enter') return ok(standing(admitted('token-1'), 1_000));
      if (event === 'room:leave') return ok(standing({ state: 'ended', reason: 'left' }, 2_000));
      if (event === 'room:look') return ok(standing({ state: 'none' }, 3_000));
      if (!event.startsWith('hold:')) return no('NOT_FOUND');
      return request['admission'] === 'token-1' ? made : no('NOT_ADMITTED');
    });
    await room.enter();
    const channel = client.seatChannel(PERFORMANCE);
    await channel.hold({ seats: [1] });
    await channel.holdBest({ count: 2 });
    const holds = server.asked.filter(({ event }) => /^hold:(create|best)/.test(event));
    expect(holds.map(({ request }) => request['admission'])).toEqual(['token-1', 'token-1']);
    await room.leave();
    const again = channel.hold({ seats: [2] });
    await expect(again).rejects.toMatchObject({ code: 'NOT_ADMITTED' });
  });

  it('SDK-10 of a page loaded again, or of another device, is found when it is needed', async () => {
    const { client, count } = await scene((event, _who, request) => {
      if (event === 'room:look') return ok(standing(admitted('token-2'), 1_000));
      if (event !== 'hold:create') return no('NOT_FOUND');
      return request['admission'] === 'token-2' ? made : no('NOT_ADMITTED');
    });
    const channel = client.seatChannel(PERFORMANCE);
    await channel.hold({ seats: [1] });
    await channel.hold({ seats: [2] });
    expect([count('hold:create'), count('room:look')]).toEqual([3, 1]);
  });

  it('SDK-10 is not lent to the next person of the same page', async () => {
    const { server, room, client, person } = await scene((event, who) => {
      if (event === 'room:enter') return ok(standing(admitted('kim’s'), 1_000));
      if (event === 'room:look') return ok(standing({ state: 'none' }, 2_000));
      return event === 'hold:create' && who === 'kim' ? made : no('NOT_ADMITTED');
    });
    await room.enter();
    const channel = client.seatChannel(PERFORMANCE);
    person.token = 'lee';
    await client.sessionChanged();
    await expect(channel.hold({ seats: [1] })).rejects.toMatchObject({ code: 'NOT_ADMITTED' });
    const asked = server.asked.filter(({ event }) => event === 'hold:create');
    expect(asked.map(({ request }) => request['admission'])).toEqual([undefined]);
  });
});
