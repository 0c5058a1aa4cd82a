import type { Database } from '@ticket-flow/db';
import { QueryTypes } from 'sequelize';

/** Names, addresses and telephone numbers of buyers. */
export interface ContactRepository {
  /**
   * ORDER-4: deletes those that need not be kept any longer, by the database's clock, and answers
   * how many. Who still waits for money must be reached.
   */
  deleteOld(limit: number): Promise<number>;
}

export function createContactRepository(database: Database): ContactRepository {
  const { models, nowMs, sequelize } = database;
  return {
    deleteOld: async (limit) => {
      const found = await sequelize.query<{ id: string }>(
        `SELECT order_id AS id FROM buyer_contacts WHERE retain_until <= ${nowMs} ` +
          'AND NOT EXISTS (SELECT 1 FROM refunds WHERE refunds.order_id = buyer_contacts.order_id ' +
          "AND refunds.state <> 'done') ORDER BY retain_until LIMIT :limit",
        { replacements: { limit }, type: QueryTypes.SELECT },
      );
      if (found.length === 0) return 0;
      const where = { order_id: found.map(({ id }) => id) };
      await database.transaction((transaction) =>
        models.buyerContacts.destroy({ where, transaction }),
      );
      return found.length;
    },
  };
}
