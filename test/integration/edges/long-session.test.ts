import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTokens } from '../../../server/src/identity/index.ts';
import { startApp, TOKEN_SECRET } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

it('FEED-13 a session that outlives every timer of Node hears of its holds', async () => {
  const performanceId = await openSale(test.test.database);
  const days = 24 * 3_600_000;
  const { token } = createTokens({ secret: TOKEN_SECRET, accessTtlMs: 40 * days }).issue('u1');
  const socket = io(test.url, { transports: ['websocket'], forceNew: true });
  let heard = 0;
  socket.on('hold:updated', () => (heard += 1));
  const ask = (event: string, request: object): Promise<unknown> =>
    socket.timeout(10_000).emitWithAck(event, request) as Promise<unknown>;
  expect(await ask('session:authenticate', { accessToken: token })).toMatchObject({ ok: true });
  await ask('map:watch', { performanceId });
  const hold = { performanceId, requestId: 'request-1', seats: [1] };
  expect(await ask('hold:create', hold)).toMatchObject({ ok: true });
  await waitFor(() => heard > 0);
  socket.disconnect();
});
