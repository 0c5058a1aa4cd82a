import type { Database } from '@ticket-flow/db';
import { UniqueConstraintError } from 'sequelize';
import type { Transaction } from 'sequelize';
import { AppError } from '../platform/errors.ts';

export interface NewBlock {
  readonly id: string;
  readonly performanceId: number;
  /** `house`, `kill`, or `channel` for an allocation. */
  readonly kind: string;
  readonly channel: string | null;
  readonly note: string | null;
}

export interface BlockRepository {
  /** False when the block is there already; throws WRONG_STATE when it has been given up. */
  insert(tx: Transaction, block: NewBlock): Promise<boolean>;
  /** Active to released; false when it was not active. */
  release(tx: Transaction, id: string, performanceId: number): Promise<boolean>;
  /** PIN-3 for blocks: a tombstone, or what is there. */
  bury(id: string): Promise<'live' | 'terminal'>;
}

export function createBlockRepository(database: Database): BlockRepository {
  const { models } = database;
  return {
    insert: async (transaction, { id, performanceId, kind, channel, note }) => {
      const existing = await models.blocks.findByPk(id, { transaction });
      if (existing?.state === 'active') return false;
      if (existing) {
        const details = { state: existing.state };
        throw new AppError('WRONG_STATE', 'This block has been given up.', { details });
      }
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
      return true;
    },
    release: async (transaction, id, performanceId) => {
      const where = { id, performance_id: performanceId, state: 'active' as const };
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
