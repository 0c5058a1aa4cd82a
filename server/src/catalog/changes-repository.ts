import type { Database } from '@ticket-flow/db';
import { Op } from 'sequelize';
import type { Change, ChangeLog } from '../platform/kept-reads/index.ts';

/** What transactions wrote down of their changes of the catalogue (CACHE-1). */
export function createChangesRepository(database: Database): ChangeLog {
  const { models, catalogueChanges } = database;
  return {
    version: async () => {
      const head = await models.catalogueHead.findByPk(1, { rejectOnEmpty: true });
      return head.version;
    },
    after: async (version) => {
      const rows = await models.catalogueChanges.findAll({
        where: { version: { [Op.gt]: version } },
        order: ['version'],
      });
      const changes = new Map<number, string[]>();
      for (const row of rows) changes.set(row.version, [...tagsAt(changes, row.version), row.tag]);
      return [...changes].map(([at, tags]): Change => ({ version: at, tags }));
    },
    listen: (listener) => {
      catalogueChanges.listen(listener);
    },
  };
}

function tagsAt(changes: ReadonlyMap<number, string[]>, version: number): string[] {
  return changes.get(version) ?? [];
}
