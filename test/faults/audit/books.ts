import type { Connection, RowDataPacket } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';

/** What the database says, all of one instant. Rows are named as its columns are. */
export interface Books {
  readonly performances: readonly { id: number; seat_count: number; epoch: number }[];
  readonly orders: readonly {
    id: string;
    performance_id: number | null;
    holder: string | null;
    state: string;
    amount: number | null;
  }[];
  readonly lines: readonly { order_id: string; seat: number }[];
  readonly claims: readonly { performance_id: number; seat: number; owner: string }[];
  readonly tickets: readonly {
    id: number;
    order_id: string;
    performance_id: number;
    seat: number;
    state: string;
  }[];
  readonly payments: readonly { order_id: string; provider_id: string; captured: number }[];
  /** The provider's own books: what it has taken. */
  readonly captures: readonly { id: string; order_ref: string; amount: number }[];
  readonly blocks: readonly { id: string; state: string }[];
  readonly openEvents: number;
}

const QUERIES = {
  performances: `SELECT p.id, c.seat_count, e.epoch FROM performances p
                 JOIN charts c ON c.id = p.chart_id JOIN seat_epochs e ON e.performance_id = p.id`,
  orders: 'SELECT id, performance_id, holder, state, amount FROM orders',
  lines: 'SELECT order_id, seat FROM order_lines',
  claims: 'SELECT performance_id, seat, owner FROM seat_claims',
  tickets: 'SELECT id, order_id, performance_id, seat, state FROM tickets',
  payments: 'SELECT order_id, provider_id, captured FROM payments',
  captures: `SELECT id, order_ref, amount FROM sandbox_payments WHERE state = 'captured'`,
  blocks: 'SELECT id, state FROM blocks',
} as const;

/** Reads everything that has to agree, in one snapshot of the database. */
export async function readBooks(databaseUrl: string): Promise<Books> {
  const connection = await createConnection({ uri: databaseUrl, connectTimeout: 2_000 });
  try {
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    const tables: Record<string, unknown> = {};
    for (const [name, sql] of Object.entries(QUERIES)) tables[name] = await rows(connection, sql);
    const [open] = await rows(
      connection,
      `SELECT COUNT(*) AS n FROM seat_events WHERE state = 'open'`,
    );
    return { ...(tables as unknown as Omit<Books, 'openEvents'>), openEvents: Number(open?.['n']) };
  } finally {
    await connection.end();
  }
}

async function rows(connection: Connection, sql: string): Promise<RowDataPacket[]> {
  const [found] = await connection.query<RowDataPacket[]>(sql);
  return found;
}
