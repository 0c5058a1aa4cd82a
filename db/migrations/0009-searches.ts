import { id, instant, int, longText, text } from '../src/columns.ts';
import { createTable } from '../src/migration.ts';
import type { Migration } from '../src/migration.ts';

/** What people search for, by day, and where the ranking begins again. */
export const searches: Migration = {
  name: '0009-searches',
  async up(database) {
    await createTable(database, 'search_days', {
      day: { ...int(), primaryKey: true },
      term: { ...text(100), primaryKey: true },
      life: { ...text(32), primaryKey: true },
      spelling: text(100),
      people: int(),
    });
    await createTable(database, 'search_state', {
      id: { ...id(), autoIncrement: false },
      at: instant(),
      state: longText(),
    });
    await database.sequelize.query("INSERT INTO search_state (id, at, state) VALUES (1, 0, '')");
  },
};
