import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, it } from 'vitest';
import { createSocketsForPartners } from '../../../server/src/partners/index.ts';
import { AppError } from '../../../server/src/platform/errors.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { waitFor } from '../../support/wait.ts';
import { handshakeUrl, openRaw } from './raw.ts';

it('PARTNER-7 a page that leaves while it is judged harms nobody', async () => {
  const http = createServer();
  const io = new Server(http, { serveClient: false });
  const verdicts: ((allowed: boolean) => void)[] = [];
  const sockets = createSocketsForPartners({
    logger: createLogger('silent'),
    partners: {
      admit: () =>
        new Promise((resolve, reject) => {
          verdicts.push((allowed) => {
            if (allowed) resolve({ id: 'p', origins: new Set(), signingKeys: new Map() });
            else reject(new AppError('FORBIDDEN', 'Not here.'));
          });
        }),
    },
  });
  sockets.guard(io, () => true);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}`;
  try {
    for (const allowed of [true, false]) {
      const left = new Promise<void>((resolve) => {
        http.once('upgrade', (_request, socket) => socket.once('close', resolve));
      });
      const page = connect(port, '127.0.0.1');
      const path = handshakeUrl('', 'websocket', 'pk_1');
      const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
      const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n${key}`;
      page.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n\r\n`);
      const verdict = await waitFor(() => verdicts.pop());
      page.resetAndDestroy();
      await left;
      verdict(allowed);
    }
    const next = openRaw(url, 'websocket', { key: 'pk_1' });
    (await waitFor(() => verdicts.pop()))(true);
    expect((await next).status).toBe(101);
  } finally {
    sockets.stop();
    await io.close();
  }
});
