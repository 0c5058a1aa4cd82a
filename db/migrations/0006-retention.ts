import type { Migration } from '../src/migration.ts';

/** What is deleted by age is found by an index. */
export const retention: Migration = {
  name: '0006-retention',
  async up(database) {
    for (const table of ['account_tokens', 'refresh_tokens']) {
      await database.addIndex(table, ['expires_at'], { name: `${table}_expires_at` });
    }
  },
};
