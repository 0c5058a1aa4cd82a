import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '@ticket-flow/db';
import { startMariaDb } from '../../support/services.ts';
import type { MariaDbService } from '../../support/services.ts';

describe('a database that does not answer', () => {
  let server: MariaDbService;
  beforeAll(async () => {
    server = await startMariaDb();
  });
  afterAll(() => server.stop());

  it('DB-7 a statement fails at its deadline, and the next one gets a new connection', async () => {
    const database = connectDatabase({
      url: `${server.url}mysql`,
      poolSize: 1,
      statementTimeoutMs: 300,
    });
    try {
      await database.ping();
      server.kill('SIGSTOP');
      await expect(database.ping()).rejects.toThrow('did not answer');
      server.kill('SIGCONT');
      await database.ping();
      await expect(database.sequelize.query('SELECT SLEEP(5)')).rejects.toThrow('did not answer');
      await database.ping();
    } finally {
      await database.close();
    }
  });
});
