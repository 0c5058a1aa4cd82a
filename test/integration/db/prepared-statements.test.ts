import { createConnection } from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migratedMariadb } from '../../support/databases.ts';
import { startMariaDb } from '../../support/services.ts';
import type { MariaDbService } from '../../support/services.ts';

describe('statements that differ in their values alone', () => {
  let server: MariaDbService;
  beforeAll(async () => {
    server = await startMariaDb();
  });
  afterAll(() => server.stop());

  async function prepared(): Promise<number> {
    const connection = await createConnection(server.url);
    const [rows] = await connection.query<RowDataPacket[]>(
      "SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'",
    );
    await connection.end();
    return Number(rows[0]?.['Value']);
  }

  it('DB-9 do not pile up, here or at the server', async () => {
    const test = await migratedMariadb(server.url);
    const { database } = test;
    try {
      await database.transaction(async (transaction) => {
        for (let id = 1; id <= 500; id += 1) {
          const where = { id: [id, id + 1] };
          await database.models.tickets.update({ state: 'issued' }, { where, transaction });
        }
      });
      expect(await prepared()).toBeGreaterThan(0);
      expect(await prepared()).toBeLessThanOrEqual(120);
    } finally {
      await test.drop();
    }
  });
});
