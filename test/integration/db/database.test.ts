import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Model, ModelStatic } from 'sequelize';
import { migrate, pendingMigrations } from '@ticket-flow/db';
import { migratedMariadb, migratedSqlite } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';

describe.each([
  ['sqlite', () => migratedSqlite()],
  ['mysql', () => migratedMariadb(inject('mariadbUrl'))],
])('database on %s', (_name, create) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await create();
  });
  afterAll(() => test.drop());

  it('DB-1 migrations leave nothing pending and run once', async () => {
    expect(await pendingMigrations(test.database)).toEqual([]);
    expect(await migrate(test.database)).toEqual([]);
  });

  it('DB-2 every model has exactly the columns of its table', async () => {
    const queries = test.database.sequelize.getQueryInterface();
    for (const model of Object.values(test.database.models)) {
      const table = await queries.describeTable(model.tableName);
      expect(Object.keys(table).sort(), model.tableName).toEqual(
        Object.keys((model as ModelStatic<Model>).getAttributes()).sort(),
      );
    }
  });

  it('DB-3 a write outside a transaction is refused', async () => {
    const row = { slug: 'x', name: 'X', created_at: 1 };
    await expect(test.database.models.organisations.create(row)).rejects.toThrow(
      'outside a transaction',
    );
  });

  it('DB-4 fifty concurrent transactions all commit, and a failed one leaves nothing', async () => {
    const { organisations } = test.database.models;
    const insert = (slug: string): Promise<unknown> =>
      test.database.transaction((transaction) =>
        organisations.create({ slug, name: slug, created_at: 1 }, { transaction }),
      );
    await Promise.all(Array.from({ length: 50 }, (_, k) => insert(`org-${String(k)}`)));
    const failing = test.database.transaction(async (transaction) => {
      await organisations.create({ slug: 'ghost', name: 'ghost', created_at: 1 }, { transaction });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await organisations.count()).toBe(50);
  });

  it('DB-5 instants and money come back as numbers, ids compare byte by byte', async () => {
    const { organisations } = test.database.models;
    const at = 1_764_000_000_123;
    await test.database.transaction(async (transaction) => {
      await organisations.create({ slug: 'Case', name: 'a', created_at: at }, { transaction });
      await organisations.create({ slug: 'case', name: 'b', created_at: at }, { transaction });
    });
    const row = await organisations.findOne({ where: { slug: 'case' } });
    expect(row?.created_at).toBe(at);
    expect(row?.name).toBe('b');
  });

  it('DB-6 the database tells its own time in milliseconds', async () => {
    const { sequelize, nowMs } = test.database;
    const [rows] = await sequelize.query(`SELECT ${nowMs} AS now`);
    const { now } = (rows as { now: number }[])[0] ?? { now: 0 };
    expect(Math.abs(Number(now) - Date.now())).toBeLessThan(10_000);
  });

  it('DB-8 an update counts the rows it found, also those it left as they were', async () => {
    const { organisations } = test.database.models;
    const row = { slug: 'counted', name: 'same', created_at: 1 };
    const where = { slug: 'counted' };
    const counts = await test.database.transaction(async (transaction) => {
      await organisations.create(row, { transaction });
      const [same] = await organisations.update({ name: 'same' }, { where, transaction });
      const [none] = await organisations.update(
        { name: 'x' },
        { where: { slug: '-' }, transaction },
      );
      return { same, none };
    });
    expect(counts).toEqual({ same: 1, none: 0 });
  });
});
