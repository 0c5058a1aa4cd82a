import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '@ticket-flow/db';
import type { Database, PerformanceRow } from '@ticket-flow/db';
import { createConnection } from 'mysql2/promise';
import type { Connection } from 'mysql2/promise';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { sharedFolder, startMariaDb, startRedis } from '../../support/services.ts';
import type { MariaDbService } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';
import { ask, slugOf } from './ask.ts';
import type { Answer } from './ask.ts';

interface Page {
  readonly items?: readonly { readonly slug: string; readonly saleState: string }[];
  readonly saleState?: string;
  readonly staleSince?: number;
  readonly geometryUrl: string;
}

describe('pages on two nodes', () => {
  let folder: ReturnType<typeof sharedFolder>;
  let mariadb: MariaDbService;
  let first: TestApp;
  let second: TestApp;
  const started: { stop(): Promise<void> }[] = [];
  const databases: Database[] = [];
  beforeAll(async () => {
    folder = sharedFolder('catalogue');
    mariadb = await startMariaDb({ dir: folder.dir, durable: true });
    first = await startApp({ redis: true, mariadbUrl: mariadb.url });
    second = await startApp({
      beside: { redisUrl: first.redisUrl, test: { ...first.test, database: connected() } },
    });
  });
  afterAll(async () => {
    mariadb.kill('SIGCONT');
    await second.close();
    await first.close();
    await Promise.all(databases.map((database) => database.close()));
    await Promise.all([...started, mariadb].map((service) => service.stop()));
    folder.remove();
  });

  /** As another process has one: a node beside, a command. */
  function connected(): Database {
    const database = connectDatabase({ url: first.test.url });
    databases.push(database);
    return database;
  }

  async function page(node: TestApp, path: string): Promise<Answer & { page: Page }> {
    const answer = await ask(node.url + path);
    return { ...answer, page: answer.json as Page };
  }

  async function set(id: number, values: Partial<PerformanceRow>, by: Database): Promise<void> {
    await by.transaction((transaction) =>
      by.models.performances.update(values, { where: { id }, transaction }),
    );
  }

  it('CACHE-3 five hundred who miss the same page at once make one query', async () => {
    const slug = await slugOf(first, await openSale(first.test.database));
    const log = await createConnection(mariadb.url);
    await log.query(`SET GLOBAL log_output = 'TABLE'`);
    await log.query('SET GLOBAL general_log = 1');
    const path = `/api/events/${slug}`;
    const asked = Array.from({ length: 500 }, (_, n) => ask((n % 2 ? first : second).url + path));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await queriesNaming(log, slug)).toBe(1);
    await log.query('SET GLOBAL general_log = 0');
    await log.end();
  });

  it('CACHE-2 a change by any process is seen on every node within a second', async () => {
    const id = await openSale(first.test.database);
    const path = `/api/events/${await slugOf(first, id)}`;
    const command = connected();
    const took: number[] = [];
    for (const paused of [true, false, true]) {
      const state = paused ? 'closed' : 'on_sale';
      for (const node of [first, second]) await page(node, path);
      await set(id, { paused }, command);
      const at = Date.now();
      await waitFor(async () => {
        const shown = await Promise.all([page(first, path), page(second, path)]);
        return shown.every((answer) => answer.page.saleState === state);
      });
      took.push(Date.now() - at);
    }
    expect(Math.min(...took)).toBeLessThan(1_000);
  });

  it('CACHE-2 a node sees what it changed itself in its next answer', async () => {
    const id = await openSale(first.test.database);
    const path = `/api/performances/${String(id)}`;
    expect((await page(first, path)).page.saleState).toBe('on_sale');
    await first.app.services.orders.callOff(id);
    expect((await page(first, path)).page.saleState).toBe('closed');
    await waitFor(async () => (await page(second, path)).page.saleState === 'closed');
  });

  it('CACHE-5 CACHE-4 with a database that hangs pages go on, say since when, and come back', async () => {
    const opensAt = Date.now() + 4_000;
    const id = await openSale(first.test.database, { set: { sale_opens_at: opensAt } });
    const event = `/api/events/${await slugOf(first, id)}`;
    const performance = `/api/performances/${String(id)}`;
    const { geometryUrl } = (await page(first, performance)).page;
    const known = ['/api/categories', '/api/events', event, performance];
    for (const path of known) {
      const { status, text } = await ask(first.url + path);
      expect([path, status, text.includes('staleSince')]).toEqual([path, 200, false]);
    }
    expect((await page(first, event)).page.saleState).toBe('soon');
    expect((await ask(first.url + geometryUrl)).status).toBe(200);
    mariadb.kill('SIGSTOP');
    // Also where nobody asked for it before.
    for (const node of [first, second]) {
      await waitFor(async () => {
        const answers = await Promise.all(known.map((path) => ask(node.url + path)));
        return answers.every(({ status, text }) => status === 200 && text.includes('staleSince'));
      });
      const { page: shown, headers } = await page(node, '/api/events');
      expect(shown.staleSince).toBeGreaterThan(opensAt - 10_000);
      expect(Number(headers.age)).toBeGreaterThanOrEqual(0);
      expect((await ask(node.url + geometryUrl)).status).toBe(200);
      const unknown = await ask(`${node.url}/api/events/never-read`);
      expect(unknown.status).toBe(503);
      expect(unknown.headers['retry-after']).toBe('1');
    }
    await waitFor(async () => (await page(second, event)).page.saleState === 'on_sale');
    expect((await page(first, '/api/events')).page.staleSince).toBeDefined();
    mariadb.kill('SIGCONT');
    for (const node of [first, second]) {
      for (const path of known) {
        await waitFor(async () => !(await ask(node.url + path)).text.includes('staleSince'));
      }
    }
  });

  it('CACHE-5 with a database that is gone likewise; a change after it is back is seen', async () => {
    const id = await openSale(first.test.database);
    const path = `/api/performances/${String(id)}`;
    await page(first, path);
    const redis = first.redis?.port ?? 0;
    mariadb.kill('SIGKILL');
    await mariadb.exited;
    for (const node of [first, second]) {
      await waitFor(async () => (await page(node, path)).page.staleSince !== undefined);
    }
    expect((await ask(`${first.url}/readyz`)).status).toBe(503);
    // Without Redis too, where it was read before.
    first.redis?.kill('SIGKILL');
    await first.redis?.exited;
    expect((await page(first, path)).status).toBe(200);
    const again = await startRedis({ port: redis });
    const back = await startMariaDb({ dir: folder.dir, port: mariadb.port, durable: true });
    started.push(again, back);
    for (const node of [first, second]) {
      await waitFor(async () => (await page(node, path)).page.staleSince === undefined);
    }
    await set(id, { paused: true }, first.test.database);
    for (const node of [first, second]) {
      await waitFor(async () => (await page(node, path)).page.saleState === 'closed');
    }
  });
});

async function queriesNaming(log: Connection, text: string): Promise<number> {
  const [rows] = await log.query(
    `SELECT COUNT(*) AS many FROM mysql.general_log
     WHERE command_type IN ('Query', 'Execute') AND CONVERT(argument USING utf8mb4) LIKE ?
       AND CONVERT(argument USING utf8mb4) NOT LIKE '%general_log%'`,
    [`%${text}%`],
  );
  return Number((rows as { many: number }[])[0]?.many);
}
