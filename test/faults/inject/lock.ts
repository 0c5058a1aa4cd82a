import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { waitFor } from '../../support/wait.ts';

/** Rows of the database that this process has locked, and who waits for them. */
export interface RowLock {
  /** Waits until so many transactions wait with a statement that contains all the words. */
  waiting(count: number, ...words: string[]): Promise<void>;
  release(): Promise<void>;
}

/** Shorter than the servers wait for a lock, so that nobody gives up before the release. */
const WAITING_MS = 2_500;
/** The server shows an old picture to whoever looks more often than every 100 ms. */
const LOOK_MS = 120;

/** Locks a table's rows of some performances against everybody else. */
export async function lockRows(
  databaseUrl: string,
  table: 'seat_epochs' | 'performances',
  performanceIds: readonly number[],
): Promise<RowLock> {
  const [holder, observer] = await Promise.all([connect(databaseUrl), connect(databaseUrl)]);
  const id = table === 'performances' ? 'id' : 'performance_id';
  try {
    await holder.query('START TRANSACTION');
    await holder.query('SELECT * FROM ?? WHERE ?? IN (?) FOR UPDATE', [table, id, performanceIds]);
  } catch (error) {
    await Promise.all([holder.end(), observer.end()]);
    throw error;
  }
  return {
    waiting: async (count, ...words) => {
      await waitFor(async () => (await countWaiting(observer, words)) >= count, {
        timeoutMs: WAITING_MS,
        intervalMs: LOOK_MS,
        message: `${String(count)} transactions to wait for ${table} (${words.join(' … ')})`,
      });
    },
    release: async () => {
      await holder.query('ROLLBACK');
      await Promise.all([holder.end(), observer.end()]);
    },
  };
}

function connect(uri: string): Promise<Connection> {
  return createConnection({ uri, connectTimeout: 2_000 });
}

async function countWaiting(observer: Connection, words: readonly string[]): Promise<number> {
  const [rows] = await observer.query<RowDataPacket[]>(
    `SELECT COUNT(*) AS n FROM information_schema.innodb_trx
     WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE ?`,
    [`%${words.join('%')}%`],
  );
  return Number(rows[0]?.['n']);
}
