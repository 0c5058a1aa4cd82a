import type { Pool, PoolConnection } from 'mysql2/promise';
import type { Sequelize, Transaction } from 'sequelize';
import { QueryTypes } from 'sequelize';
import { retryDeadlocks } from './retry.ts';

/** SQL with a `?` for each value. Values never become part of the text. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * One transaction that is known beforehand. On MySQL all of it is one round trip: what takes a
 * request to the provider and back must not take six to the database.
 */
export interface Step {
  /** One conditional update: when it finds no row, nothing else is written. */
  readonly move: Statement;
  /** Each must end in a condition that contains `database.moved`. */
  readonly writes: readonly Statement[];
}

export interface StepRunner {
  /** False: the condition did not hold, and nothing was done. */
  step(step: Step): Promise<boolean>;
  /** SQL that is true in the writes of a step whose move found its row. */
  readonly moved: string;
  /** Ends a SELECT that locks what it read against writers until the commit. */
  readonly shareLock: string;
}

const MOVED = '@moved = 1';

/** One pool of its own: only here may one query hold several statements. */
export function createMysqlSteps(pool: Pool): StepRunner {
  async function run({ move, writes }: Step): Promise<boolean> {
    const statements = [
      { sql: 'START TRANSACTION', values: [] },
      move,
      { sql: 'SET @moved = ROW_COUNT()', values: [] },
      ...writes,
      { sql: 'COMMIT', values: [] },
    ];
    const sql = statements.map((statement) => statement.sql).join(';\n');
    const values = statements.flatMap((statement) => statement.values);
    const connection = await pool.getConnection();
    try {
      const [results] = await connection.query(sql, values);
      connection.release();
      return (results as unknown as { affectedRows?: number }[])[1]?.affectedRows === 1;
    } catch (error) {
      await undo(connection);
      throw error;
    }
  }

  return {
    moved: MOVED,
    shareLock: ' LOCK IN SHARE MODE',
    step: (step) => retryDeadlocks(() => run(step)),
  };
}

/** A connection whose transaction cannot be ended must not be given to anybody else. */
async function undo(connection: PoolConnection): Promise<void> {
  try {
    await connection.query('ROLLBACK');
    connection.release();
  } catch {
    connection.destroy();
  }
}

type InTransaction = (work: (tx: Transaction) => Promise<boolean>) => Promise<boolean>;

/** SQLite has one writer and no round trips: the same statements one after the other. */
export function createSqliteSteps(sequelize: Sequelize, inTransaction: InTransaction): StepRunner {
  async function change({ sql, values }: Statement, transaction: Transaction): Promise<number> {
    const replacements = [...values];
    const options = { replacements, transaction, type: QueryTypes.BULKUPDATE } as const;
    return await sequelize.query(sql, options);
  }

  return {
    moved: '1 = 1',
    shareLock: '',
    step: ({ move, writes }) =>
      inTransaction(async (transaction) => {
        if ((await change(move, transaction)) !== 1) return false;
        for (const write of writes) await change(write, transaction);
        return true;
      }),
  };
}
