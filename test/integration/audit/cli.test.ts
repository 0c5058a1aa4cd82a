import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { SeatState } from '@ticket-flow/client/protocol';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { auditRoutes, createAudit } from '../../../server/src/audit/index.ts';
import type { AuditReport } from '../../../server/src/audit/index.ts';
import { createApi } from '../../../server/src/platform/http/api.ts';
import { asAppError, renderProblem } from '../../../server/src/platform/http/problem.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { incarnationOf } from '../../../server/src/platform/redis.ts';
import { connectDatabase, migrate } from '@ticket-flow/db';
import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase } from '../../support/databases.ts';
import { runEntry } from '../../support/process.ts';
import { startRedis } from '../../support/services.ts';
import { IDS, createWorld, fill, memoryStore, redisStore, setProvider } from './world.ts';
import type { CrookedStore, World } from './world.ts';

const TOKEN = 'the owner';

describe('npm run audit', () => {
  let dataDir: string;
  let closing: (() => Promise<unknown>)[];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tf-audit-'));
    closing = [];
  });
  afterEach(async () => {
    for (const close of closing.toReversed()) await close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function run(env: Record<string, string>, ...args: string[]) {
    const quick = ['--pause', '0', ...args];
    const settings = { DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env };
    const audit = runEntry('server/src/audit/cli.ts', quick, settings);
    return { code: await audit.exited, output: audit.output() };
  }
  async function report(env: Record<string, string>, ...args: string[]) {
    const { code, output } = await run(env, '--json', ...args);
    return { code, ...(JSON.parse(output) as AuditReport) };
  }

  it('AUDIT-4 on MariaDB and Redis ends with 0, with 1, and with 2 when Redis is away', async () => {
    const redis = await startRedis();
    const test = await mariadbDatabase(inject('mariadbUrl'));
    closing.push(
      () => redis.stop(),
      () => test.drop(),
    );
    const client = new Redis(redis.url);
    const incarnation = incarnationOf(await client.info('server'));
    await client.quit();
    const store = redisStore(redis.url, { prefix: '', incarnation });
    const world = createWorld(test.database, await openSale(test.database), store);
    await fill(world);
    const env = { DATABASE_URL: test.url, REDIS_URL: redis.url };

    const healthy = await report(env);
    expect(healthy).toMatchObject({ code: 0, disagreements: 0, list: [] });
    expect(healthy.sources).toEqual({ database: true, store: true, providers: { sandbox: true } });
    expect(healthy.checked).toMatchObject({ orders: 11, seats: 40 });

    await setProvider(world, IDS.expired, { state: 'captured' });
    const { code, list } = await report(env);
    expect({ code, kinds: list.map(({ kind }) => kind) }).toEqual({
      code: 1,
      kinds: ['late_money'],
    });
    const spoken = await run(env);
    expect(spoken).toMatchObject({ code: 1 });
    expect(spoken.output).toMatch(/late_money .*: payment sandbox\/sbx_o_expired: 1000 KRW/);
    expect(await report(env, '--performance', String(world.performanceId))).toMatchObject({
      ...{ code: 1, disagreements: 1 },
    });

    await store.close();
    await redis.stop();
    expect(await report(env)).toMatchObject({ code: 2, sources: { database: true, store: false } });
    expect(await report({ DATABASE_URL: test.url })).toMatchObject({
      ...{ code: 2, sources: { database: true, store: false } },
    });
  }, 60_000);

  async function embedded(store: CrookedStore): Promise<World> {
    const database = connectDatabase({ url: `sqlite:${join(dataDir, 'ticket-flow.sqlite')}` });
    closing.push(() => database.close());
    await migrate(database);
    const world = createWorld(database, await openSale(database), store);
    await fill(world);
    return world;
  }

  /** A server of this data folder, as far as the audit needs one. */
  async function serve(world: World): Promise<string> {
    const api = createApi().basePath('/api');
    api.route('/', auditRoutes(createAudit(world.dependencies), TOKEN));
    const logger = createLogger('silent');
    api.onError((error, c) => renderProblem(c, asAppError(error, logger, 'test')));
    const server = createAdaptorServer({ fetch: api.fetch }) as Server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  const writeOwner = (url: string, token = TOKEN): Promise<void> =>
    writeFile(join(dataDir, 'owner.json'), JSON.stringify({ url, token }));

  it('AUDIT-5 beside a running embedded server it asks that server', async () => {
    const store = memoryStore();
    const world = await embedded(store);
    await writeOwner(await serve(world));
    expect(await report({})).toMatchObject({ code: 0, sources: { store: true } });
    await store.setBit(world.performanceId, 30, SeatState.Sold);
    const { code, list } = await report({});
    expect(code).toBe(1);
    expect(list).toMatchObject([{ kind: 'seat_without_claim', seats: [30] }]);
  }, 30_000);

  it('AUDIT-5 a server as it is started answers for its own seats', async () => {
    const env = { DATA_DIR: dataDir, PORT: '0', SEED_DEMO: '0' };
    const server = runEntry('server/src/main.ts', [], env);
    closing.push(() => server.stop('SIGKILL'));
    await server.printed(/open at (http:\S+)/, 30_000);
    expect(await report({})).toMatchObject({ code: 0, sources: { database: true, store: true } });
    await server.stop('SIGKILL');
    expect(await report({})).toMatchObject({ code: 0, sources: { store: 'none' } });
  }, 60_000);

  it('AUDIT-5 only its owner may ask a server', async () => {
    const url = await serve(await embedded(memoryStore()));
    const answer = await fetch(`${url}/api/admin/audit`, {
      headers: { authorization: 'Bearer no' },
    });
    expect(answer.status).toBe(403);
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`${url}/api/admin/audit?since=x`, { headers })).status).toBe(400);
  });

  it('AUDIT-5 a server that is gone left no store behind', async () => {
    await embedded(memoryStore());
    const none = { code: 0, sources: { database: true, store: 'none' } };
    expect(await report({})).toMatchObject(none);
    await writeOwner('http://127.0.0.1:1');
    expect(await report({})).toMatchObject(none);
  }, 30_000);

  it('AUDIT-4 without a database, or with a wrong option, nothing was audited', async () => {
    expect(await run({})).toMatchObject({ code: 2 });
    for (const option of [['--since', 'yesterday'], ['--performance', 'x'], ['--nonsense']]) {
      const { code, output } = await run({}, ...option);
      expect(code).toBe(2);
      expect(output).toContain(option[0]);
      expect(output).not.toMatch(/^ +at /m);
    }
  }, 30_000);
});
