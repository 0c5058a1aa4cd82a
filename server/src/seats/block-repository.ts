import type { Database } from '@ticket-flow/db';
import { UniqueConstraintError } from 'sequelize';
import type { Transaction } from 'sequelize';

export interface NewBlock {
  readonly id: string;
  readonly performanceId: number;
  /** `house`, `kill`, or `channel` for an allocation. */
  readonly kind: string;
  readonly channel: string | null;
  readonly note: string | null;
}

export interface BlockRepository {
  insert(tx: Transaction, block: NewBlock): Promise<void>;
  /** Active to released; false when it was not active. */
  release(tx: Transaction, id: string): Promise<boolean>;
  /** PIN-3 for blocks: a tombstone, or what is there. */
  bury(id: string): Promise<'live' | 'terminal'>;
}

export function createBlockRepository(database: Database): BlockRepository {
  const { models } = database;
  return {
    insert: async (transaction, { id, performanceId, kind, channel, note }) => {
      await models.blocks.create(
        {
          id,
          performance_id: performanceId,
          kind,
          channel,
          note,
          state: 'active',
          created_at: Date.now(),
        },
        { transaction },
      );
    },
    release: async (transaction, id) => {
      const where = { id, state: 'active' as const };
      const [released] = await models.blocks.update({ state: 'released' }, { where, transaction });
      return released === 1;
    },
    bury: async (id) => {
      try {
        const row = { id, state: 'void' as const, created_at: Date.now() };
        await database.transaction((transaction) => models.blocks.create(row, { transaction }));
        return 'terminal';
      } catch (error) {
        if (!(error instanceof UniqueConstraintError)) throw error;
        return (await models.blocks.findByPk(id))?.state === 'active' ? 'live' : 'terminal';
      }
    },
  };
}
