import { id, int, text } from '../src/columns.ts';
import { createTable } from '../src/migration.ts';
import type { Migration } from '../src/migration.ts';

/** What changed in the catalogue and in which order, for nodes that keep finished answers. */
export const catalogueChanges: Migration = {
  name: '0010-catalogue-changes',
  async up(database) {
    await createTable(database, 'catalogue_head', {
      id: { ...id(), autoIncrement: false },
      version: int(),
    });
    await createTable(database, 'catalogue_changes', {
      version: { ...int(), primaryKey: true },
      tag: { ...text(64), primaryKey: true },
    });
    await database.sequelize.query('INSERT INTO catalogue_head (id, version) VALUES (1, 0)');
  },
};
