import type { Database } from '@ticket-flow/db';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { PermanentFailure, createOutbox } from '../../../server/src/outbox/index.ts';
import type { Outbox } from '../../../server/src/outbox/index.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { waitFor } from '../../support/wait.ts';

const logger = createLogger('silent');
const TOPIC = 'test';

describe.each([
  ['SQLite', () => sqliteDatabase()],
  ['MariaDB', () => mariadbDatabase(inject('mariadbUrl'))],
])('outbox on %s', (_name, open) => {
  let test: TestDatabase;
  let outbox: Outbox;
  const worker = (database: Database = test.database): Outbox => createOutbox({ database, logger });

  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    const { models } = test.database;
    await test.database.transaction((transaction) =>
      models.outboxMessages.destroy({ where: {}, transaction }),
    );
    outbox = worker();
  });

  const add = (owner: string, payload: object, topic = TOPIC): Promise<void> =>
    test.database.transaction((tx) => outbox.add(tx, { topic, owner, payload }));
  const rows = () => test.database.models.outboxMessages.findAll({ order: ['id'] });
  const row = async (index = 0) => {
    const found = (await rows())[index];
    if (!found) throw new Error('no such row');
    return found;
  };
  /** As if the time of every delay had passed. */
  const later = (): Promise<unknown> =>
    test.database.transaction((transaction) =>
      test.database.models.outboxMessages.update(
        { next_at: 0 },
        { where: { state: 'open' }, transaction },
      ),
    );
  const millisecondsAhead = async (): Promise<number> => {
    const sql = `SELECT next_at - ${test.database.nowMs} AS ahead FROM outbox_messages`;
    const [found] = (await test.database.sequelize.query(sql))[0] as { ahead: number }[];
    return found?.ahead ?? NaN;
  };

  it('OUTBOX-1 a message is written with its transaction or not at all', async () => {
    await expect(
      test.database.transaction(async (tx) => {
        await outbox.add(tx, { topic: TOPIC, owner: 'a', payload: {} });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await rows()).toEqual([]);
  });

  it('OUTBOX-1 a step writes it if its move found its row', async () => {
    await add('seed', {});
    const step = (state: string): Promise<boolean> =>
      test.database.step({
        move: {
          sql: "UPDATE outbox_messages SET state = 'done' WHERE owner = 'seed' AND state = ?",
          values: [state],
        },
        writes: [outbox.statement({ topic: TOPIC, owner: 'b', payload: { of: state } })],
      });
    expect(await step('dead')).toBe(false);
    expect(await step('open')).toBe(true);
    const seen: unknown[] = [];
    outbox.handle(TOPIC, async ({ owner, payload }) => void seen.push([owner, payload]));
    await outbox.deliverDue();
    expect(seen).toEqual([['b', { of: 'open' }]]);
  });

  it('OUTBOX-1 delivers, and keeps nothing of the payload afterwards', async () => {
    const seen: unknown[] = [];
    outbox.handle(TOPIC, async (message) => void seen.push(message));
    await add('a', { n: 1 });
    const { id } = await row();
    await outbox.deliverDue();
    expect(seen).toEqual([{ id, owner: 'a', payload: { n: 1 } }]);
    expect(await row()).toMatchObject({ state: 'done', payload: '{}', error: null });
    expect((await row()).finished_at).toBeGreaterThan(0);
    await outbox.deliverDue();
    expect(seen).toHaveLength(1);
  });

  it('OUTBOX-1 a topic that nobody here delivers is left to others', async () => {
    outbox.handle(TOPIC, async () => undefined);
    await add('a', {}, 'unknown');
    await outbox.deliverDue();
    expect(await row()).toMatchObject({ state: 'open', attempts: 0 });
  });

  it('OUTBOX-2 the messages of an owner and topic keep their order; others need not wait', async () => {
    const seen: string[] = [];
    let broken = true;
    outbox.handle(TOPIC, async ({ owner, payload }) => {
      const { n } = payload as { n: number };
      if (broken && owner === 'a' && n === 1) throw new Error('not now');
      seen.push(`${owner}${String(n)}`);
    });
    outbox.handle('other', async ({ owner }) => void seen.push(`${owner} other`));
    for (const n of [1, 2, 3]) await add('a', { n });
    await add('a', {}, 'other');
    await add('b', { n: 1 });
    await add('b', { n: 2 });
    await outbox.deliverDue();
    expect([...seen].sort()).toEqual(['a other', 'b1', 'b2']);
    expect(seen.indexOf('b1')).toBeLessThan(seen.indexOf('b2'));
    broken = false;
    await outbox.deliverDue();
    expect(seen).toHaveLength(3);
    await later();
    await outbox.deliverDue();
    expect(seen.slice(3)).toEqual(['a1', 'a2', 'a3']);
  });

  it('OUTBOX-3 several workers at once: every message once, in order', async () => {
    const seen: string[] = [];
    const workers = [outbox, worker(), worker(), worker()];
    for (const one of workers) {
      one.handle(TOPIC, async ({ owner, payload }) => {
        await test.database.ping();
        seen.push(`${owner} ${String((payload as { n: number }).n)}`);
      });
    }
    const owners = Array.from({ length: 20 }, (_, index) => `owner-${String(index)}`);
    for (const n of [1, 2, 3]) for (const owner of owners) await add(owner, { n });
    await waitFor(async () => {
      await Promise.all(workers.map((one) => one.deliverDue()));
      return (await rows()).every(({ state }) => state === 'done');
    });
    expect(seen).toHaveLength(60);
    for (const owner of owners) {
      const own = seen.filter((text) => text.startsWith(`${owner} `));
      expect(own).toEqual([`${owner} 1`, `${owner} 2`, `${owner} 3`]);
    }
  });

  it('OUTBOX-3 what is being delivered is nobody else’s until its lease ends', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let sent = 0;
    outbox.handle(TOPIC, async () => {
      sent += 1;
      await gate;
    });
    const second = worker();
    second.handle(TOPIC, async () => void (sent += 1));
    await add('a', {});
    const slow = outbox.deliverDue();
    await waitFor(() => sent === 1);
    expect(await millisecondsAhead()).toBeGreaterThan(30_000);
    await second.deliverDue();
    expect(sent).toBe(1);
    open();
    await slow;
    expect(await row()).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('OUTBOX-3 a crash between sending and saying so: it is sent again', async () => {
    const sent: string[] = [];
    let crashed = false;
    const dying = worker({
      ...test.database,
      transaction: (work) => {
        if (crashed) throw new Error('the process is gone');
        return test.database.transaction(work);
      },
    });
    dying.handle(TOPIC, async () => {
      sent.push('first');
      crashed = true;
    });
    outbox.handle(TOPIC, async () => void sent.push('second'));
    await add('a', {});
    await dying.deliverDue();
    expect(await row()).toMatchObject({ state: 'open', attempts: 1 });
    await outbox.deliverDue();
    expect(sent).toEqual(['first']);
    await later();
    await outbox.deliverDue();
    expect(sent).toEqual(['first', 'second']);
    expect(await row()).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('OUTBOX-4 what fails rests longer each time, and is dead after twelve tries', async () => {
    outbox.handle(TOPIC, async () => {
      throw new Error('the door is shut');
    });
    await add('a', { n: 1 });
    const delays: number[] = [];
    for (let attempt = 1; attempt < 12; attempt += 1) {
      await outbox.deliverDue();
      expect(await row()).toMatchObject({ state: 'open', attempts: attempt });
      delays.push(await millisecondsAhead());
      await later();
    }
    for (const [index, delay] of delays.entries()) {
      const full = Math.min(5_000 * 2 ** index, 3_600_000);
      expect(delay).toBeLessThanOrEqual(full);
      expect(delay).toBeGreaterThan(full - 5_000);
    }
    await outbox.deliverDue();
    expect(await row()).toMatchObject({
      ...{ state: 'dead', attempts: 12, error: 'the door is shut' },
      payload: '{"n":1}',
    });
  });

  it('OUTBOX-4 one that takes its node down each time is dead as well', async () => {
    let sent = 0;
    outbox.handle(TOPIC, async () => void (sent += 1));
    await add('a', {});
    await test.database.transaction((transaction) =>
      test.database.models.outboxMessages.update({ attempts: 12 }, { where: {}, transaction }),
    );
    await outbox.deliverDue();
    expect(sent).toBe(0);
    expect(await row()).toMatchObject({ state: 'dead' });
  });

  it('OUTBOX-5 a permanent failure is dead at once and keeps nobody back', async () => {
    const seen: unknown[] = [];
    outbox.handle(TOPIC, async ({ payload }) => {
      if ((payload as { n: number }).n === 1) throw new PermanentFailure('nobody of that name');
      seen.push(payload);
    });
    await add('a', { n: 1 });
    await add('a', { n: 2 });
    await outbox.deliverDue();
    expect(await row()).toMatchObject({ state: 'dead', attempts: 1, error: 'nobody of that name' });
    expect(seen).toEqual([{ n: 2 }]);
  });

  it('OUTBOX-6 an operator sees the dead and opens one again', async () => {
    let broken = true;
    outbox.handle(TOPIC, async () => {
      if (broken) throw new PermanentFailure('no');
    });
    await add('a', { n: 1 });
    await outbox.deliverDue();
    const [dead] = await outbox.list({ state: 'dead', limit: 10 });
    expect(dead).toMatchObject({ topic: TOPIC, owner: 'a', payload: { n: 1 }, error: 'no' });
    expect(await outbox.list({ state: 'open', limit: 10 })).toEqual([]);
    broken = false;
    const id = dead?.id ?? 0;
    expect(await outbox.retry(id)).toMatchObject({ state: 'open', attempts: 0, finishedAt: null });
    await expect(outbox.retry(id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(outbox.retry(id + 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await outbox.deliverDue();
    expect(await row()).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('OUTBOX-8 a topic whose deliveries hang holds no other up', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const seen: string[] = [];
    let hanging = 0;
    const eager = createOutbox({ database: test.database, logger, intervalMs: 10 });
    eager.handle('mail', async () => {
      hanging += 1;
      await gate;
    });
    eager.handle('money', async ({ owner }) => void seen.push(owner));
    for (let n = 0; n < 10; n += 1) await add(`letter ${String(n)}`, {}, 'mail');
    await add('a', {}, 'money');
    eager.startJobs();
    await waitFor(() => seen.length === 1);
    await waitFor(() => hanging === 4);
    await add('b', {}, 'money');
    await waitFor(() => seen.length === 2);
    expect(hanging).toBe(4);
    open();
    await waitFor(() => hanging === 10);
    await eager.stop();
  });

  it('OUTBOX-3 the job delivers by itself and stops when told', async () => {
    const seen: string[] = [];
    const eager = createOutbox({ database: test.database, logger, intervalMs: 10 });
    eager.handle(TOPIC, async ({ owner }) => void seen.push(owner));
    eager.startJobs();
    await add('a', {});
    await waitFor(() => seen.length === 1);
    await eager.stop();
    await add('b', {});
    await eager.deliverDue();
    expect(seen).toEqual(['a']);
  });
});
