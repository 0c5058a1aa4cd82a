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
  readonly writes: readonly Statement[];
}

export interface StepRunner {
  /** False: the condition did not hold, and nothing was done. */
  step(step: Step): Promise<boolean>;
  /** Ends a SELECT that locks what it read against writers until the commit. */
  readonly shareLock: string;
}

/**
 * Ends the query when the move before it found no row: a scalar of two rows is an error, and what
 * stands behind an error is not run. A condition in every write instead costs twice the CPU of the
 * rows themselves.
 */
const UNLESS_MOVED = 'SET @moved = IF(ROW_COUNT() = 1, 1, (SELECT 1 UNION SELECT 2))';
const NOT_MOVED = 'ER_SUBQUERY_NO_1_ROW';

/** One pool of its own: only here may one query hold several statements. */
export function createMysqlSteps(pool: Pool): StepRunner {
  async function run({ move, writes }: Step): Promise<boolean> {
    const statements = [
      { sql: 'START TRANSACTION', values: [] },
      move,
      { sql: UNLESS_MOVED, values: [] },
      ...writes,
      { sql: 'COMMIT', values: [] },
    ];
    const sql = statements.map((statement) => statement.sql).join(';\n');
    const values = statements.flatMap((statement) => statement.values);
    const connection = await pool.getConnection();
    try {
      await connection.query(sql, values);
      connection.release();
      return true;
    } catch (error) {
      await undo(connection);
      if (error instanceof Error && 'code' in error && error.code === NOT_MOVED) return false;
      throw error;
    }
  }

  return {
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
    shareLock: '',
    step: ({ move, writes }) =>
      inTransaction(async (transaction) => {
        if ((await change(move, transaction)) !== 1) return false;
        for (const write of writes) await change(write, transaction);
        return true;
      }),
  };
}
