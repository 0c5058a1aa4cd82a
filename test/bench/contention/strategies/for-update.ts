import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { connectSqlSeats, isFree } from '../sql-seats.ts';
import { HOLD_MS } from '../strategy.ts';
import type { Strategy, StrategyPlace } from '../strategy.ts';

/** The pessimistic lock of textbooks and of an ORM's lock mode: the row is locked, then read. */
export function openForUpdate({ mariadbUrl }: StrategyPlace): Strategy {
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
    close: () => seats.pool.end(),
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
