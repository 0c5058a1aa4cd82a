import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seedDemo } from '@ticket-flow/db/seeds';
import type { KeptReads } from '../../../server/src/platform/kept-reads/index.ts';
import { startApp } from '../../support/app.ts';

/** A process of its own: the whole server, the same without its cache, or Node's `http` alone. */
export type ServerOrder =
  | { readonly mariadbUrl: string; readonly cached: boolean }
  | { readonly headers: readonly string[]; readonly body: string };

/** Every read goes to the database, for every request. */
const uncached: KeptReads = {
  peek: () => undefined,
  get: async (reading) => ({ value: await reading.read() }),
};

async function serveWhole(mariadbUrl: string, cached: boolean): Promise<number> {
  const app = await startApp({
    ...{ redis: true, mariadbUrl },
    ...(!cached && { wrap: { reads: () => uncached } }),
  });
  await seedDemo(app.test.database, { passwordHash: 'nobody' });
  process.once('disconnect', () => void app.close().then(() => process.exit(0)));
  return Number(new URL(app.url).port);
}

/** What there is to be had at all: the same headers and bytes, and nothing looked at. */
function serveBare(headers: readonly string[], body: Buffer): Promise<number> {
  const server = createServer((_request, response) => {
    response.writeHead(200, [...headers]);
    response.end(body);
  });
  process.once('disconnect', () => process.exit(0));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

process.on('message', (message: ServerOrder) => {
  const serving =
    'body' in message
      ? serveBare(message.headers, Buffer.from(message.body, 'base64'))
      : serveWhole(message.mariadbUrl, message.cached);
  void serving.then((port) => process.send?.(port));
});
process.send?.('ready');
