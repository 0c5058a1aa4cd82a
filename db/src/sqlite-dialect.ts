import Libsql from 'libsql';

/**
 * The part of the `sqlite3` package's interface that Sequelize calls, on the libsql engine, which
 * ships its binary inside the npm package: an embedded database without a compiler.
 */
type Callback = (this: Statement, error: Error | null, rows?: unknown[]) => void;
type Parameters = Record<string, unknown> | unknown[];

/** Sequelize reads these two after an INSERT or UPDATE, and checks the class's name. */
class Statement {
  readonly lastID: number;
  readonly changes: number;
  constructor(lastID: number, changes: number) {
    this.lastID = lastID;
    this.changes = changes;
  }
}

class Database {
  readonly filename: string;
  /** Set by Sequelize on a transaction's connection. */
  uuid: string | undefined;
  readonly #engine: InstanceType<typeof Libsql>;

  constructor(filename: string, _mode: number, opened: (error: Error | null) => void) {
    this.filename = filename;
    this.#engine = new Libsql(filename, { timeout: 5_000 });
    // FULL: a commit that was answered survives a power cut. Readers don't wait for the writer.
    this.#engine.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
    queueMicrotask(() => {
      opened(null);
    });
  }

  serialize(work: () => void): void {
    work();
  }

  run(sql: string, parameters?: Parameters | Callback, done?: Callback): this {
    return this.#execute(sql, parameters, done, (statement, bound) => {
      const { lastInsertRowid, changes } = statement.run(bound);
      return { meta: new Statement(Number(lastInsertRowid), changes), rows: undefined };
    });
  }

  all(sql: string, parameters?: Parameters | Callback, done?: Callback): this {
    return this.#execute(sql, parameters, done, (statement, bound) => {
      const rows = statement.reader ? statement.all(bound) : (statement.run(bound), []);
      return { meta: new Statement(0, 0), rows };
    });
  }

  exec(sql: string, done?: Callback): this {
    let error: Error | null = null;
    try {
      this.#engine.exec(sql);
    } catch (cause) {
      error = cause as Error;
    }
    queueMicrotask(() => done?.call(new Statement(0, 0), error));
    return this;
  }

  close(done?: (error: Error | null) => void): void {
    this.#engine.close();
    queueMicrotask(() => done?.(null));
  }

  #execute(
    sql: string,
    parameters: Parameters | Callback | undefined,
    done: Callback | undefined,
    work: (
      statement: Libsql.Statement,
      bound: Parameters,
    ) => { meta: Statement; rows: unknown[] | undefined },
  ): this {
    const callback = typeof parameters === 'function' ? parameters : done;
    const bound = typeof parameters === 'function' ? [] : bind(parameters ?? []);
    let outcome: ReturnType<typeof work> | undefined;
    let error: Error | null = null;
    try {
      outcome = work(this.#engine.prepare(sql), bound);
    } catch (cause) {
      error = cause as Error;
    }
    const { meta, rows } = outcome ?? { meta: new Statement(0, 0), rows: undefined };
    queueMicrotask(() => callback?.call(meta, error, rows));
    return this;
  }
}

/** Sequelize names parameters `$1`; the engine wants the name without its sign. */
function bind(parameters: Parameters): Parameters {
  if (Array.isArray(parameters)) return parameters.map(toSqlite);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name.replace(/^\$/, ''), toSqlite(value)]),
  );
}

function toSqlite(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value === undefined ? null : value;
}

export const sqliteDialect = { Database, OPEN_READWRITE: 2, OPEN_CREATE: 4 };
