import type { ResultSetHeader } from 'mysql2/promise';
import { connectSqlSeats } from '../sql-seats.ts';
import { HOLD_MS } from '../strategy.ts';
import type { Strategy, StrategyPlace } from '../strategy.ts';

/** The best that SQL has for one seat: the condition stands in the UPDATE; its count answers. */
export function openConditionalUpdate({ mariadbUrl }: StrategyPlace): Strategy {
  const seats = connectSqlSeats(mariadbUrl);
  return {
    hold: async (seat, buyer) => {
      const now = Date.now();
      const [{ affectedRows }] = await seats.pool.execute<ResultSetHeader>(
        `UPDATE seats SET holder = ?, held_until = ?
          WHERE id = ? AND (holder IS NULL OR held_until <= ?)`,
        [buyer, now + HOLD_MS, seat, now],
      );
      return affectedRows === 1 ? () => seats.giveBack(seat, buyer) : undefined;
    },
    close: () => seats.close(),
  };
}
