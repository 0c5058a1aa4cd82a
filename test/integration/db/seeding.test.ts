import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connectDatabase } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { seedDemo } from '@ticket-flow/db/seeds';
import { mariadbDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';

describe('nodes that start together', () => {
  let test: TestDatabase;
  let others: Database[];
  beforeAll(async () => {
    test = await mariadbDatabase(inject('mariadbUrl'));
    others = [1, 2].map(() => connectDatabase({ url: test.url }));
  });
  afterAll(async () => {
    await Promise.all(others.map((database) => database.close()));
    await test.drop();
  });

  it('START-5 on an empty database one of them writes the demo catalogue, once', async () => {
    const options = { passwordHash: 'nobody signs in with this' };
    const nodes = [test.database, ...others];
    const seeded = await Promise.all(nodes.map((database) => seedDemo(database, options)));
    expect(seeded.filter(Boolean)).toHaveLength(1);
    expect(await test.database.models.organisations.count()).toBe(1);
  });
});
