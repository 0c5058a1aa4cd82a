import { createPool } from 'mysql2/promise';
import type { Pool } from 'mysql2/promise';
import { Sequelize, Transaction, literal } from 'sequelize';
import type { Options } from 'sequelize';
import { recordCatalogueChanges } from './catalogue-changes.ts';
import type { CatalogueChanges } from './catalogue-changes.ts';
import { createMutex } from './mutex.ts';
import { defineModels } from './models/index.ts';
import type { Models } from './models/index.ts';
import { guardWrites } from './guard-writes.ts';
import { retryDeadlocks } from './retry.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { limitStatements } from './statement-deadline.ts';
import type { MysqlConnection } from './statement-deadline.ts';
import { createMysqlSteps, createSqliteSteps } from './step.ts';
import type { StepRunner } from './step.ts';

export interface ConnectOptions {
  /** `mysql://…` (MySQL or MariaDB), or `sqlite:<file>`. */
  readonly url: string;
  /**
   * Connections kept by this process, and as many again for steps; SQLite has one writer whatever
   * this says. @default 10
   */
  readonly poolSize?: number;
  /** Longest a statement may wait for a row lock, in seconds. @default 5 */
  readonly lockWaitSeconds?: number;
  /** Longest a statement may take before its connection is given up. @default no limit */
  readonly statementTimeoutMs?: number;
}

/** The durable truth. Reads may go anywhere; every write goes through `transaction`. */
export interface Database extends StepRunner {
  readonly dialect: 'sqlite' | 'mysql';
  readonly sequelize: Sequelize;
  readonly models: Models;
  /**
   * Runs `work` in one transaction and commits it. On SQLite one runs at a time; on MySQL a
   * deadlock runs the whole of it again, so it must have no effect outside the database.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * An instant for a column, told by the database's own clock when the row is written, so that no
   * two nodes' clocks are compared.
   */
  instant(delayMs: number): number;
  /** SQL for the database's own clock, in milliseconds. */
  readonly nowMs: string;
  /** What transactions change in the catalogue is written down with them. */
  readonly catalogueChanges: CatalogueChanges;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

type Engine = Pick<Database, 'dialect' | 'sequelize' | 'transaction' | 'nowMs' | 'close'> &
  StepRunner;

export function connectDatabase(options: ConnectOptions): Database {
  const engine = options.url.startsWith('sqlite:') ? sqlite(options.url) : mysql(options);
  const { sequelize, nowMs } = engine;
  guardWrites(sequelize);
  const models = defineModels(sequelize);
  const catalogueChanges = recordCatalogueChanges(sequelize, models);
  return {
    ...engine,
    models,
    catalogueChanges,
    transaction: catalogueChanges.around(engine.transaction),
    instant: (delayMs) => literal(`${nowMs} + ${String(delayMs)}`) as unknown as number,
    ping: async () => void (await sequelize.query('SELECT 1')),
  };
}

function sqlite(url: string): Engine {
  const sequelize = openSqlite(url);
  const oneAtATime = createMutex();
  const transaction: Database['transaction'] = (work) =>
    oneAtATime(() => sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE }, work));
  return {
    dialect: 'sqlite',
    sequelize,
    transaction,
    nowMs: `CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
    ...createSqliteSteps(sequelize, transaction),
    close: () => sequelize.close(),
  };
}

function mysql(options: ConnectOptions): Engine {
  const sequelize = openMysql(options);
  const pool = openPool(options);
  return {
    dialect: 'mysql',
    sequelize,
    transaction: (work) => retryDeadlocks(() => sequelize.transaction(work)),
    nowMs: 'CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)',
    ...createMysqlSteps(pool),
    close: async () => {
      await Promise.all([sequelize.close(), pool.end()]);
    },
  };
}

const common: Options = { logging: false, define: { timestamps: false } };

function openSqlite(url: string): Sequelize {
  return new Sequelize({
    ...common,
    dialect: 'sqlite',
    dialectModule: sqliteDialect,
    storage: url.slice('sqlite:'.length),
  });
}

/**
 * Of one connection. Sequelize writes the values of an IN into the statement that it prepares, so
 * each list is another one; kept by thousands they fill our memory and the server's
 * `max_prepared_stmt_count`, after which it prepares no more for anybody.
 */
const MAX_PREPARED_STATEMENTS = 100;

function openMysql(options: ConnectOptions): Sequelize {
  const { url, poolSize = 10, lockWaitSeconds = 5, statementTimeoutMs } = options;
  return new Sequelize(url, {
    ...common,
    dialect: 'mysql',
    timezone: '+00:00',
    pool: { max: poolSize, min: 0, acquire: 5_000 },
    // Sequelize would count the rows that changed; a condition asks for those that were found.
    dialectOptions: {
      ...{ connectTimeout: 5_000, charset: 'utf8mb4', flags: ['FOUND_ROWS'] },
      maxPreparedStatements: MAX_PREPARED_STATEMENTS,
    },
    hooks: {
      afterConnect: async (connection) => {
        if (statementTimeoutMs !== undefined) {
          limitStatements(connection as MysqlConnection, statementTimeoutMs);
        }
        const mysql = connection as { promise(): { query(sql: string): Promise<unknown> } };
        await mysql.promise().query(limitLockWait(lockWaitSeconds));
      },
    },
  });
}

/** For steps: the one pool on which a query may hold several statements. */
function openPool(options: ConnectOptions): Pool {
  const { url, poolSize = 10, lockWaitSeconds = 5, statementTimeoutMs } = options;
  const pool = createPool({
    uri: url,
    connectionLimit: poolSize,
    connectTimeout: 5_000,
    charset: 'utf8mb4',
    timezone: '+00:00',
    multipleStatements: true,
  });
  pool.pool.on('connection', (connection) => {
    if (statementTimeoutMs !== undefined) {
      limitStatements(connection as unknown as MysqlConnection, statementTimeoutMs);
    }
    // Sent before anything the connection is taken for.
    connection.query(limitLockWait(lockWaitSeconds), () => undefined);
  });
  return pool;
}

function limitLockWait(seconds: number): string {
  return `SET SESSION innodb_lock_wait_timeout = ${String(seconds)}`;
}
