/** The reference: `ws` and nothing else. Judges a token and answers it with the snapshot's bytes. */
import { createSecretKey, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { WebSocketServer } from 'ws';
import { answerOrders } from './subject.ts';

answerOrders(async ({ PORT = '', TOKEN_SECRET = '', SNAPSHOT_BYTES = '' }) => {
  const key = createSecretKey(Buffer.from(TOKEN_SECRET));
  const snapshot = randomBytes(Number(SNAPSHOT_BYTES));
  const server = new WebSocketServer({ port: Number(PORT), perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('message', (message: Buffer) => {
      try {
        jwt.verify(message.toString(), key, {
          algorithms: ['HS256'],
          audience: 'ticket-flow:access',
        });
        socket.send(snapshot);
      } catch {
        socket.close(4401);
      }
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
});
