import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { TicketFlowClient } from '@ticket-flow/client';
import { createDatabase } from '../../support/database.ts';
import { runEntry } from '../../support/process.ts';
import type { RunningProcess } from '../../support/process.ts';

const MAIN = 'server/src/main.ts';
const IMPORT = 'server/src/catalog/cli.ts';
const PLAN = 'test/fixtures/tiny-plan.json';

describe('starting', () => {
  let dataDir: string;
  let running: RunningProcess[];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tf-start-'));
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((process) => process.stop('SIGKILL')));
    await rm(dataDir, { recursive: true, force: true });
  });

  function start(file: string, args: string[] = [], env: Record<string, string> = {}) {
    const process = runEntry(file, args, { DATA_DIR: dataDir, PORT: '0', ...env });
    running.push(process);
    return process;
  }

  it('START-1 the first start seeds and says where it is open; the second keeps everything', async () => {
    const first = start(MAIN);
    const [, url = ''] = await first.printed(/open at (http:\S+)/, 30_000);
    await first.printed(/Single-node mode: set REDIS_URL and DATABASE_URL/);
    const [, email = '', password = ''] = await first.printed(
      /Demo account: (\S+), password (\S+)/,
    );
    const client = new TicketFlowClient({ baseUrl: url });
    const { total } = await client.events();
    expect(total).toBeGreaterThanOrEqual(12);
    expect((await client.logIn({ email, password })).user.email).toBe(email);
    await client.signUp({ email: 'kept@example.test', password: 'long enough', name: 'Kept' });
    expect(await first.stop()).toBe(0);

    const second = start(MAIN);
    const [, again = ''] = await second.printed(/open at (http:\S+)/);
    expect(second.output()).not.toContain('Demo catalogue created');
    const later = new TicketFlowClient({ baseUrl: again });
    const kept = { email: 'kept@example.test', password: 'long enough' };
    expect((await later.logIn(kept)).user.name).toBe('Kept');
    expect((await later.events()).total).toBe(total);
    expect(await second.stop()).toBe(0);
  }, 60_000);

  it('START-2 a wrong configuration ends the start with every problem named', async () => {
    const process = start(MAIN, [], { PORT: 'many', DATABASE_URL: 'postgres://nowhere' });
    expect(await process.exited).toBe(1);
    expect(process.output()).toContain('PORT');
    expect(process.output()).toContain('DATABASE_URL');
  });

  it('START-3 a node refuses a database with pending migrations and says the command', async () => {
    const created = await createDatabase(inject('mariadbUrl'));
    try {
      const env = { DATABASE_URL: created.url };
      const refused = start(MAIN, [], env);
      expect(await refused.exited).toBe(1);
      expect(refused.output()).toContain('npm run db:migrate');

      const migrating = start('db/src/cli.ts', ['migrate'], env);
      expect(await migrating.exited).toBe(0);
      const [, url = ''] = await start(MAIN, [], env).printed(/open at (http:\S+)/, 30_000);
      expect((await new TicketFlowClient({ baseUrl: url }).events()).total).toBeGreaterThan(10);
    } finally {
      await Promise.all(running.map((process) => process.stop('SIGKILL')));
      await created.drop();
    }
  }, 60_000);

  it('START-4 a second server on the same data folder is refused, and the first goes on', async () => {
    const first = start(MAIN, [], { SEED_DEMO: '0' });
    const [, url = ''] = await first.printed(/open at (http:\S+)/);
    const second = start(MAIN, [], { SEED_DEMO: '0' });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`in use by the server at ${url}`);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(JSON.parse(await readFile(join(dataDir, 'owner.json'), 'utf8'))).toMatchObject({ url });
    expect(await first.stop('SIGKILL')).toBeNull();
    await start(MAIN, [], { SEED_DEMO: '0' }).printed(/open at (http:\S+)/);
  });

  it.each([
    ['2027-01-01T19:30:00', /--starts: must be an instant with its offset/],
    ['2020-01-01T19:30:00Z', /--starts: lies in the past/],
  ])('IMPORT-3 a start at %s is refused', async (starts, complaint) => {
    const importing = start(IMPORT, [PLAN, '--event', 'Tiny night', '--starts', starts]);
    expect(await importing.exited).toBe(1);
    expect(importing.output()).toMatch(complaint);
  });

  it('IMPORT-1 a chart is imported into the database when no server runs', async () => {
    const importing = start(IMPORT, [PLAN, '--event', 'Tiny night', '--on-sale']);
    expect(await importing.exited, importing.output()).toBe(0);
    expect(importing.output()).toMatch(/seats +3/);
    expect(importing.output()).toContain('repeat a seat_guid');
    const [, id] = await importing.printed(/Performance (\d+) of/);
    const [, url = ''] = await start(MAIN, [], { SEED_DEMO: '0' }).printed(/open at (http:\S+)/);
    const performance = await new TicketFlowClient({ baseUrl: url }).performance(Number(id));
    expect(performance).toMatchObject({
      ...{ seatCount: 3, saleState: 'on_sale', orphanRule: 'off', bestAvailable: true },
    });
  });

  it('IMPORT-2 beside a running server the new performance is live at once', async () => {
    const [, url = ''] = await start(MAIN, [], { SEED_DEMO: '0' }).printed(/open at (http:\S+)/);
    const { token } = JSON.parse(await readFile(join(dataDir, 'owner.json'), 'utf8')) as {
      token: string;
    };
    expect(token.length).toBeGreaterThan(30);
    const importing = start(IMPORT, [PLAN, '--event', 'Tiny night', '--on-sale']);
    expect(await importing.exited, importing.output()).toBe(0);
    const [, id] = await importing.printed(/Performance (\d+) of/);
    const client = new TicketFlowClient({ baseUrl: url });
    const channel = client.seatChannel(Number(id));
    await channel.ready();
    expect(channel.look(2)).toBe('free');
    client.close();
  });

  it('IMPORT-3 a wrong file is refused by name and leaves nothing behind', async () => {
    const importing = start(IMPORT, ['package.json', '--event', 'No chart']);
    expect(await importing.exited).toBe(1);
    expect(importing.output()).not.toMatch(/^ +at /m);
    const [, url = ''] = await start(MAIN, [], { SEED_DEMO: '0' }).printed(/open at (http:\S+)/);
    expect((await new TicketFlowClient({ baseUrl: url }).events()).total).toBe(0);
  });
});
