import { createConnection, createPool } from 'mysql2/promise';
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { HOLD_MS } from './strategy.ts';

/** Seats as rows, as all the ways that hold in SQL have them. */
export interface SeatRows {
  /** Reads, then writes if it is free: right only for whoever alone may do so. */
  takeIfFree(seat: number, buyer: string): Promise<boolean>;
  giveBack(seat: number, buyer: string): Promise<void>;
  close(): Promise<void>;
}

/** By the driver alone, each statement by itself. */
export interface SqlSeats extends SeatRows {
  readonly pool: Pool;
}

export const CONNECTIONS = 50;
const DATABASE = 'contention';

/** Answers the address of the new database. */
export async function createSeatsTable(serverUrl: string, seats: number): Promise<string> {
  const connection = await createConnection(serverUrl);
  try {
    await connection.query(`CREATE DATABASE ${DATABASE}`);
    await connection.query(
      `CREATE TABLE ${DATABASE}.seats (
        id INT UNSIGNED NOT NULL PRIMARY KEY,
        holder VARCHAR(64) NULL,
        held_until BIGINT NULL
      ) ENGINE=InnoDB`,
    );
    const ids = Array.from({ length: seats }, (_, id) => [id]);
    await connection.query(`INSERT INTO ${DATABASE}.seats (id) VALUES ?`, [ids]);
  } finally {
    await connection.end();
  }
  return new URL(DATABASE, serverUrl).href;
}

export function connectSqlSeats(url: string): SqlSeats {
  const pool = createPool({ uri: url, connectionLimit: CONNECTIONS });
  return {
    pool,
    takeIfFree: async (seat, buyer) => {
      const [rows] = await pool.execute<RowDataPacket[]>(
        'SELECT holder, held_until FROM seats WHERE id = ?',
        [seat],
      );
      if (!isFree(rows[0])) return false;
      await pool.execute('UPDATE seats SET holder = ?, held_until = ? WHERE id = ?', [
        ...[buyer, Date.now() + HOLD_MS, seat],
      ]);
      return true;
    },
    close: () => pool.end(),
    // Only the holder writes here, and says so: no lock is needed.
    giveBack: async (seat, buyer) => {
      const [{ affectedRows }] = await pool.execute<ResultSetHeader>(
        'UPDATE seats SET holder = NULL, held_until = NULL WHERE id = ? AND holder = ?',
        [seat, buyer],
      );
      if (affectedRows !== 1) throw new Error(`seat ${String(seat)} was not ${buyer}'s`);
    },
  };
}

export function isFree(row: RowDataPacket | undefined): boolean {
  return row !== undefined && (row['holder'] === null || Number(row['held_until']) <= Date.now());
}
