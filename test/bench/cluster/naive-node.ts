/**
 * The reference: two Socket.IO servers on the Redis adapter, and one `emit` a change, as the adapter's
 * guide has it. Whoever sends `seat` here has that change told to everybody who watches.
 */
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { answerOrders } from '../join/subject.ts';

interface Change {
  readonly performanceId: number;
  readonly seat: number;
  readonly status: 'held' | 'free';
}

answerOrders(async ({ PORT = '', REDIS_URL = '' }) => {
  const http = createServer();
  const io = new Server(http, { perMessageDeflate: false, serveClient: false });
  const publisher = new Redis(REDIS_URL);
  const subscriber = publisher.duplicate();
  for (const redis of [publisher, subscriber]) redis.on('error', console.error);
  io.adapter(createAdapter(publisher, subscriber));
  io.on('connection', (socket) => {
    socket.on('watch', ({ performanceId }: Change, ack: (answer: object) => void) => {
      void socket.join(roomOf(performanceId));
      ack({ ok: true });
    });
    socket.on('seat', (change: Change, ack: (answer: object) => void) => {
      io.to(roomOf(change.performanceId)).emit('seat', change);
      ack({ ok: true });
    });
  });
  await new Promise((resolve) => {
    http.listen(Number(PORT), '127.0.0.1', () => {
      resolve(undefined);
    });
  });
});

function roomOf(performanceId: number): string {
  return `performance:${String(performanceId)}`;
}
