import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { CatalogueChange } from '@ticket-flow/db';
import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';

describe.each([
  ['sqlite', () => sqliteDatabase()],
  ['mysql', () => mariadbDatabase(inject('mariadbUrl'))],
])('changes of the catalogue on %s', (_name, create) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await create();
  });
  afterAll(() => test.drop());

  const head = async (): Promise<number> =>
    (await test.database.models.catalogueHead.findByPk(1, { rejectOnEmpty: true })).version;
  const tagsOf = async (version: number): Promise<string[]> =>
    (await test.database.models.catalogueChanges.findAll({ where: { version } }))
      .map(({ tag }) => tag)
      .sort();

  it('CACHE-1 a write that does not say what it changes counts as a change of everything', async () => {
    const id = await openSale(test.database);
    const made = await head();
    expect(await tagsOf(made)).toEqual(['*']);
    const { models } = test.database;
    const updates: ((transaction: never) => Promise<unknown>)[] = [
      (transaction) => models.performances.update({ paused: true }, { where: { id }, transaction }),
      (transaction) => models.grades.destroy({ where: { performance_id: -1 }, transaction }),
      async (transaction) => {
        const row = await models.performances.findByPk(id, { transaction, rejectOnEmpty: true });
        await row.update({ paused: false }, { transaction });
      },
    ];
    for (const [n, update] of updates.entries()) {
      await test.database.transaction((tx) => update(tx as never));
      expect(await tagsOf(made + n + 1)).toEqual(['*']);
    }
  });

  it('CACHE-1 one that says is told as it says, after its commit, and a failed one is not', async () => {
    const { database } = test;
    const heard: CatalogueChange[] = [];
    database.catalogueChanges.listen((change) => heard.push(change));
    const before = await head();
    const failed = database.transaction((tx) => {
      database.catalogueChanges.name(tx, 'event:1');
      return Promise.reject(new Error('changed my mind'));
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await head()).toBe(before);
    await database.transaction((tx) => {
      database.catalogueChanges.name(tx, 'event:1', 'venue:2');
      return Promise.resolve();
    });
    expect(heard).toEqual([{ version: before + 1, tags: ['event:1', 'venue:2'] }]);
    expect(await tagsOf(before + 1)).toEqual(['event:1', 'venue:2']);
  });

  it('CACHE-1 what others write is no change of the catalogue, and versions have no gaps', async () => {
    const { database } = test;
    const before = await head();
    await database.transaction((transaction) =>
      database.models.organisations.create(
        { slug: 'aside', name: 'Aside', created_at: 1 },
        { transaction },
      ),
    );
    expect(await head()).toBe(before);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        database.transaction((tx) => {
          database.catalogueChanges.name(tx, `event:${String(n)}`);
          return Promise.resolve();
        }),
      ),
    );
    const versions = Array.from({ length: 20 }, (_, n) => before + n + 1);
    const tags = await Promise.all(versions.map(tagsOf));
    expect(tags.map((list) => list.length)).toEqual(versions.map(() => 1));
    expect(new Set(tags.flat()).size).toBe(20);
  });
});
