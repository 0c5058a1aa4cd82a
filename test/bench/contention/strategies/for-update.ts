import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { connectModelSeats } from '../model-seats.ts';
import { connectSqlSeats, isFree } from '../sql-seats.ts';
import { HOLD_MS } from '../strategy.ts';
import type { Strategy, StrategyPlace } from '../strategy.ts';

/** The row is locked, then read: by the lock mode of an ORM, as applications do it. */
export function openForUpdate({ mariadbUrl }: StrategyPlace): Strategy {
  const seats = connectModelSeats(mariadbUrl, { forUpdate: true });
  return {
    hold: async (seat, buyer) =>
      (await seats.takeIfFree(seat, buyer)) ? () => seats.giveBack(seat, buyer) : undefined,
    close: () => seats.close(),
  };
}

/** The same by the driver alone. */
export function openBareForUpdate({ mariadbUrl }: StrategyPlace): Strategy {
  const seats = connectSqlSeats(mariadbUrl);
  return {
    hold: async (seat, buyer) => {
      const connection = await seats.pool.getConnection();
      try {
        await connection.beginTransaction();
        const taken = await takeLocked(connection, seat, buyer);
        await (taken ? connection.commit() : connection.rollback());
        return taken ? () => seats.giveBack(seat, buyer) : undefined;
      } catch (error) {
        await connection.rollback();
        throw error;
      } finally {
        connection.release();
      }
    },
    close: () => seats.close(),
  };
}

async function takeLocked(
  connection: PoolConnection,
  seat: number,
  buyer: string,
): Promise<boolean> {
  const [rows] = await connection.execute<RowDataPacket[]>(
    'SELECT holder, held_until FROM seats WHERE id = ? FOR UPDATE',
    [seat],
  );
  if (!isFree(rows[0])) return false;
  await connection.execute('UPDATE seats SET holder = ?, held_until = ? WHERE id = ?', [
    ...[buyer, Date.now() + HOLD_MS, seat],
  ]);
  return true;
}
