/** The reference of the whole path: Socket.IO, and one trivial script for every hold. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { TRIVIAL, shaOf } from './scripts.ts';

export type BareOrder =
  { readonly do: 'listen'; readonly redisUrl: string } | { readonly do: 'cpu' };

type Answer = (reply: object) => void;
interface HoldRequest {
  readonly seats: readonly number[];
}

const TTL_MS = 300_000;

process.on('message', (order: BareOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});
process.send?.('ready');

/** The port; or microseconds of CPU so far. */
async function obey(order: BareOrder): Promise<number> {
  if (order.do === 'listen') return listen(order.redisUrl);
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function listen(redisUrl: string): Promise<number> {
  const http = createServer();
  const redis = new Redis(redisUrl);
  await redis.script('LOAD', TRIVIAL.set);
  const sha = shaOf(TRIVIAL.set);
  const io = new Server(http, { serveClient: false });
  let version = 0;
  io.on('connection', (socket) => {
    socket.on('session:authenticate', (_request: object, answer: Answer) => {
      answer({ ok: true });
    });
    socket.on('hold:release', (_request: object, answer: Answer) => {
      answer({ ok: true });
    });
    socket.on('hold:create', async ({ seats }: HoldRequest, answer: Answer) => {
      const [seat = 0] = seats;
      await redis.evalsha(sha, 1, `{p:1}:seat:${String(seat)}`, socket.id);
      version += 1;
      const cap = Date.now() + TTL_MS;
      const token = `1.${String(version)}|${socket.id}|${String(cap)}|${String(seat)}`;
      const hold = { token, seats: [{ seat, label: String(seat) }], expiresAt: cap, cap };
      answer({ ok: true, hold, position: [1, version], serverNow: Date.now() });
    });
  });
  process.once('disconnect', () => {
    void io.close();
    redis.disconnect();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return (http.address() as AddressInfo).port;
}
