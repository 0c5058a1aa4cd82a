import { DataTypes, Model, Sequelize, Transaction } from 'sequelize';
import type { InferAttributes, InferCreationAttributes } from 'sequelize';
import { CONNECTIONS } from './sql-seats.ts';
import type { SeatRows } from './sql-seats.ts';
import { HOLD_MS } from './strategy.ts';

class Seat extends Model<InferAttributes<Seat>, InferCreationAttributes<Seat>> {
  declare id: number;
  declare holder: string | null;
  declare held_until: number | null;
}

/**
 * The seats of `sql-seats.ts` as applications write them: models of an ORM, and what belongs
 * together in a transaction, which commits before whoever called lets go of a lock.
 */
export function connectModelSeats(
  url: string,
  { forUpdate = false }: { readonly forUpdate?: boolean } = {},
): SeatRows {
  const sequelize = new Sequelize(url, {
    dialect: 'mysql',
    logging: false,
    pool: { max: CONNECTIONS, min: CONNECTIONS },
  });
  Seat.init(
    {
      id: { type: DataTypes.INTEGER.UNSIGNED, primaryKey: true },
      holder: DataTypes.STRING(64),
      held_until: DataTypes.BIGINT,
    },
    { sequelize, tableName: 'seats', timestamps: false },
  );
  const locked = forUpdate && { lock: Transaction.LOCK.UPDATE };
  return {
    takeIfFree: (seat, buyer) =>
      sequelize.transaction(async (transaction) => {
        const row = await Seat.findByPk(seat, { transaction, ...locked });
        if (!row || (row.holder !== null && Number(row.held_until) > Date.now())) return false;
        await row.update({ holder: buyer, held_until: Date.now() + HOLD_MS }, { transaction });
        return true;
      }),
    giveBack: async (seat, buyer) => {
      const free = { holder: null, held_until: null };
      const [changed] = await Seat.update(free, { where: { id: seat, holder: buyer } });
      if (changed !== 1) throw new Error(`seat ${String(seat)} was not ${buyer}'s`);
    },
    close: () => sequelize.close(),
  };
}
