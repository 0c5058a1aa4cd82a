import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { connectDatabase, migrate } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  adminRoutes,
  createProductionRepository,
  createProductions,
} from '../../../server/src/catalog/index.ts';
import { PermanentFailure, createOutbox, outboxRoutes } from '../../../server/src/outbox/index.ts';
import type { Outbox, OutboxEntry } from '../../../server/src/outbox/index.ts';
import { createApi } from '../../../server/src/platform/http/api.ts';
import { requireOwner } from '../../../server/src/platform/http/owner.ts';
import { asAppError, renderProblem } from '../../../server/src/platform/http/problem.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { writeOwnerFile } from '../../../server/src/platform/owner-file.ts';
import { createDatabase } from '../../support/database.ts';
import { runEntry } from '../../support/process.ts';

const TOKEN = 'the owner of a test server';
const logger = createLogger('silent');

function routesOf(database: Database, outbox: Outbox) {
  const productions = createProductions({ repository: createProductionRepository(database) });
  const api = createApi().basePath('/api');
  api.route('/', adminRoutes(productions, TOKEN));
  api.route('/', outboxRoutes(outbox, requireOwner(TOKEN)));
  api.onError((error, c) => renderProblem(c, asAppError(error, logger)));
  return api;
}

/** Two dead messages, the older one with id `first`. */
async function fill(database: Database, outbox: Outbox): Promise<number> {
  outbox.handle('mail', async () => {
    throw new PermanentFailure('550 no such mailbox');
  });
  for (const owner of ['a', 'b']) {
    await database.transaction((tx) => outbox.add(tx, { topic: 'mail', owner, payload: { n: 1 } }));
  }
  await outbox.deliverDue();
  return (await outbox.list({ state: 'dead', limit: 9 })).at(-1)?.id ?? 0;
}

async function outboxCommand(env: Record<string, string>, ...args: string[]) {
  const running = runEntry('server/src/outbox/cli.ts', args, env);
  const code = await running.exited;
  return { code, output: running.output().trim() };
}

/** Each command is a process of its own, started from sources. */
const TIMEOUT = { timeout: 60_000 };

describe('the operator of an outbox', TIMEOUT, () => {
  let dataDir: string;
  let database: Database;
  let outbox: Outbox;
  let first: number;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tf-outbox-'));
    database = connectDatabase({ url: `sqlite:${join(dataDir, 'ticket-flow.sqlite')}` });
    await migrate(database);
    outbox = createOutbox({ database, logger });
    first = await fill(database, outbox);
  });
  afterEach(async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const dead = (): Promise<OutboxEntry[]> => outbox.list({ state: 'dead', limit: 9 });

  it('OUTBOX-6 asks by REST, with the owner’s token only', async () => {
    const api = routesOf(database, outbox);
    const ask = (path: string, method = 'GET', token = TOKEN) =>
      api.request(`/api/admin/outbox${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
    for (const [path, method] of [
      ['', 'GET'],
      [`/${String(first)}/retry`, 'POST'],
    ] as const) {
      expect((await ask(path, method, 'somebody else')).status).toBe(403);
    }
    const listed = (await (await ask('?state=dead&limit=1')).json()) as { messages: OutboxEntry[] };
    expect(listed.messages).toHaveLength(1);
    expect(listed.messages[0]).toMatchObject({ owner: 'b', error: '550 no such mailbox' });
    expect((await ask('?state=lost')).status).toBe(400);
    const retried = await ask(`/${String(first)}/retry`, 'POST');
    expect(await retried.json()).toMatchObject({ id: first, state: 'open', attempts: 0 });
    expect((await ask(`/${String(first)}/retry`, 'POST')).status).toBe(409);
    expect((await ask('/999/retry', 'POST')).status).toBe(404);
  });

  it('OUTBOX-6 beside a running embedded server the command goes through it', async () => {
    const asked: string[] = [];
    const listener = getRequestListener(routesOf(database, outbox).fetch);
    const server: Server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      void listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await writeOwnerFile(dataDir, { url: `http://127.0.0.1:${String(port)}`, token: TOKEN });
      const env = { DATA_DIR: dataDir };
      const listed = await outboxCommand(env, '--json');
      expect(listed.code).toBe(0);
      expect((JSON.parse(listed.output) as { messages: unknown[] }).messages).toHaveLength(2);
      const retried = await outboxCommand(env, '--retry', String(first));
      expect(retried.output).toMatch(new RegExp(`^#${String(first)} .*open.*0 tries`));
      expect(asked).toContain(`POST /api/admin/outbox/${String(first)}/retry`);
      expect((await dead()).map(({ owner }) => owner)).toEqual(['b']);
      const again = await outboxCommand(env, '--retry', String(first));
      expect(again).toEqual({ code: 1, output: 'Only a dead message can be tried again.' });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('OUTBOX-6 without a server it opens the file itself', async () => {
    const env = { DATA_DIR: dataDir };
    const listed = await outboxCommand(env);
    expect(listed.output.split('\n')).toHaveLength(2);
    expect(listed.output).toContain('mail  a  dead  1 try  550 no such mailbox');
    expect((await outboxCommand(env, '--retry', String(first))).code).toBe(0);
    expect((await dead()).map(({ owner }) => owner)).toEqual(['b']);
    expect((await outboxCommand(env, '--state', 'done')).output).toBe('No such messages.');
  });

  it('OUTBOX-6 and so it does a shared database', async () => {
    const created = await createDatabase(inject('mariadbUrl'));
    const shared = connectDatabase({ url: created.url });
    try {
      await migrate(shared);
      const there = createOutbox({ database: shared, logger });
      const id = await fill(shared, there);
      const env = { DATA_DIR: dataDir, DATABASE_URL: created.url };
      expect((await outboxCommand(env, '--retry', String(id), '--json')).code).toBe(0);
      expect(await there.list({ state: 'open', limit: 9 })).toMatchObject([{ id, owner: 'a' }]);
    } finally {
      await shared.close();
      await created.drop();
    }
  });

  it('OUTBOX-6 names what is wrong with an option', async () => {
    const env = { DATA_DIR: dataDir };
    const wrong = [
      ['--state', 'lost'],
      ['--limit', '0'],
      ['--retry', 'x'],
    ];
    for (const [option = '', ...value] of wrong) {
      const { code, output } = await outboxCommand(env, option, ...value);
      expect([code, output.split(':')[0]]).toEqual([1, option]);
    }
    expect((await outboxCommand(env, '--unknown')).code).toBe(1);
    expect((await outboxCommand(env, '--help')).output).toContain('usage: npm run outbox');
  });
});
