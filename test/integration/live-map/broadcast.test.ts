import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Server } from 'socket.io';
import type { ServerOptions } from 'socket.io';
import { io as connect } from 'socket.io-client';
import type { Socket as Viewer } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { Frame } from '@ticket-flow/client';
import {
  createBroadcast,
  finishedBroadcast,
  plainBroadcast,
} from '../../../server/src/live-map/broadcast.ts';
import type { LiveServer } from '../../../server/src/live-map/index.ts';
import { openRawViewer } from '../../support/raw-viewer.ts';
import type { RawViewer } from '../../support/raw-viewer.ts';
import { waitFor } from '../../support/wait.ts';

const ROOM = 'p:1';

interface Opened {
  readonly io: LiveServer;
  readonly http: HttpServer;
  readonly url: string;
}

const opened: { io?: LiveServer; viewers: Viewer[] } = { viewers: [] };

/** Whoever connects is in the room, and is told so by an answer with an attachment. */
async function open(options: Partial<ServerOptions> = {}): Promise<Opened> {
  const http = createServer();
  const io: LiveServer = new Server(http, { perMessageDeflate: false, ...options });
  opened.io = io;
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return { io, http, url: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}` };
}

async function view(url: string, transports: ('polling' | 'websocket')[]): Promise<Viewer> {
  const viewer = connect(url, { transports, forceNew: true, reconnection: false });
  opened.viewers.push(viewer);
  await new Promise<void>((resolve) => viewer.on('connect', resolve));
  return viewer;
}

/** One that reads from its TCP connection only while it wants to. */
async function viewRaw(url: string): Promise<RawViewer & { readonly texts: string[] }> {
  const texts: string[] = [];
  const viewer = await openRawViewer({
    url,
    heard: (payload) => texts.push(payload.toString()),
  });
  await waitFor(() => texts.length > 0);
  viewer.send('40');
  await waitFor(() => texts.some((text) => text.startsWith('40')));
  return { ...viewer, texts };
}

function frame(version: number, changes = 'AAF'): Frame {
  return { performanceId: 1, from: [1, version - 1], to: [1, version], changes };
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k + 1);
}

afterEach(async () => {
  for (const viewer of opened.viewers.splice(0)) viewer.disconnect();
  await opened.io?.close();
});

describe.each([
  ['finished bytes', finishedBroadcast],
  ['through Socket.IO', plainBroadcast],
])('frames to the viewers of a room: %s', (_name, make) => {
  it.each([
    ['WebSocket', ['websocket'] as const],
    ['polling', ['polling'] as const],
    ['polling that becomes a WebSocket meanwhile', ['polling', 'websocket'] as const],
  ])('FEED-15 come whole and in order, among other packets: %s', async (_kind, transports) => {
    const { io, url } = await open();
    const broadcast = make(io);
    io.on('connection', (socket) => {
      socket.on('map:watch', (_request, answer) => {
        void socket.join(ROOM);
        answer({ ok: true, attachment: Buffer.alloc(5_000) } as never);
        broadcast(ROOM, 'map:frame', frame(1));
        broadcast(ROOM, 'map:frame', frame(2));
        socket.emit('order:updated', { orderId: '2a', state: 'paid' });
        broadcast(ROOM, 'map:frame', frame(3));
      });
    });
    const viewer = await view(url, [...transports]);
    const heard: unknown[] = [];
    viewer.on('map:frame', ({ to }: Frame) => heard.push(to[1]));
    viewer.on('order:updated', ({ orderId }: { orderId: string }) => heard.push(orderId));
    viewer.emit('map:watch', { performanceId: 1 }, () => heard.push('snapshot'));
    await waitFor(() => heard.length === 5);
    for (let version = 4; version <= 60; version += 1) {
      broadcast(ROOM, 'map:frame', frame(version));
      if (version % 3 === 0) await waitFor(() => heard.length === version + 2);
    }
    expect(heard).toEqual(['snapshot', 1, 2, '2a', ...numbers(60).slice(2)]);
  });

  it('FEED-15 nobody who reads slowly loses one, or gets another order', async () => {
    const { io, url } = await open();
    const broadcast = make(io);
    io.on('connection', (socket) => void socket.join(ROOM));
    const slow = await viewRaw(url);
    const quick = await view(url, ['websocket']);
    const heard: number[] = [];
    quick.on('map:frame', ({ to }: Frame) => heard.push(to[1]));
    quick.on('order:updated', ({ orderId }: { orderId: string }) =>
      heard.push(Number(/\d+(?=\])/.exec(orderId)?.[0])),
    );
    slow.pause();
    const large = 'A'.repeat(60_000);
    const tell = (version: number): void => {
      if (version % 5 > 0) broadcast(ROOM, 'map:frame', frame(version, large));
      else io.to(ROOM).emit('order:updated', { orderId: `"to":[1,${version}]`, state: 'paid' });
    };
    for (let version = 1; version <= 200; version += 1) {
      tell(version);
      if (version % 20 === 0) await waitFor(() => heard.length === version);
    }
    slow.resume();
    const versions = (): number[] =>
      slow.texts.flatMap((text) => /to\\?":\[1,(\d+)\]/.exec(text)?.slice(1).map(Number) ?? []);
    await waitFor(() => versions().length === 200);
    expect(versions()).toEqual(numbers(200));
    expect(heard).toEqual(numbers(200));
    slow.close();
  });

  it('FEED-15 viewers that leave in the middle disturb nobody', async () => {
    const { io, url } = await open();
    const broadcast = make(io);
    io.on('connection', (socket) => void socket.join(ROOM));
    const stays = await view(url, ['websocket']);
    const leaves = await view(url, ['websocket']);
    const dies = await viewRaw(url);
    const heard: number[] = [];
    stays.on('map:frame', ({ to }: Frame) => heard.push(to[1]));
    for (let version = 1; version <= 40; version += 1) {
      if (version === 10) leaves.disconnect();
      if (version === 20) dies.close();
      if (version === 30) await waitFor(() => io.of('/').sockets.size === 1);
      broadcast(ROOM, 'map:frame', frame(version));
    }
    await waitFor(() => heard.length === 40);
    await waitFor(() => io.of('/').adapter.rooms.get(ROOM)?.size === 1);
    broadcast(ROOM, 'map:frame', frame(41));
    await waitFor(() => heard.length === 41);
    expect(heard).toEqual(numbers(41));
  });
});

describe('which way frames go', () => {
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
  afterEach(() => lines.splice(0));

  /** How many packets Engine.IO was given for 10 frames to one idle viewer. */
  async function packetsOfTen({ io, url }: Opened): Promise<number> {
    const broadcast = createBroadcast(io, logger);
    let packets = 0;
    io.on('connection', (socket) => {
      void socket.join(ROOM);
      socket.conn.on('packetCreate', () => (packets += 1));
    });
    const viewer = await view(url, ['websocket']);
    let heard = 0;
    viewer.on('map:frame', () => (heard += 1));
    packets = 0;
    for (let version = 1; version <= 10; version += 1) {
      broadcast(ROOM, 'map:frame', frame(version));
      await waitFor(() => heard === version);
    }
    return packets;
  }

  it('FEED-16 with these libraries an idle viewer gets finished bytes', async () => {
    expect(await packetsOfTen(await open())).toBe(0);
    expect(lines).toEqual([]);
  });

  it.each([
    ['messages are compressed', 'compressed', { perMessageDeflate: true }],
    ['the stream is hidden', 'not to be found', { wsEngine: HidingStreams }],
    ['no WebSocket opens', 'could be opened', { wsEngine: Refusing }],
  ])('FEED-16 through Socket.IO, with a line in the log, when %s', async (_when, why, other) => {
    const server = await open();
    Object.assign((server.io.engine as unknown as { opts: object }).opts, other);
    expect(await packetsOfTen(server)).toBe(10);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(why);
  });
});

class HidingStreams {
  handleUpgrade(_request: object, _wire: object, _head: Buffer, opened: (ws: object) => void) {
    opened(Object.assign(new EventEmitter(), { readyState: 1 }));
  }
}

class Refusing {
  handleUpgrade(): void {
    // It never says that one was opened.
  }
}
