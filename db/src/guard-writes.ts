import type { Model, ModelStatic, QueryOptions, Sequelize } from 'sequelize';

const WRITES = new Set(['INSERT', 'UPDATE', 'BULKUPDATE', 'BULKDELETE', 'DELETE', 'UPSERT']);

/** Kept by the migration runner itself, one row after each migration. */
export const MIGRATIONS_TABLE = 'migrations';

/**
 * A model's write outside a transaction is a mistake on every database: on SQLite it would collide
 * with the writer, on MySQL it would be half of something. Refuse it where it happens.
 */
export function guardWrites(sequelize: Sequelize): void {
  sequelize.addHook('beforeQuery', function refuseLooseWrites(options: QueryOptions) {
    if (!isWrite(options) || options.transaction) return;
    if (tableOf(options) === MIGRATIONS_TABLE) return;
    throw new Error(`${String(options.type)} on ${tableOf(options) ?? '?'} outside a transaction`);
  });
}

export function isWrite({ type }: QueryOptions): boolean {
  return WRITES.has(String(type));
}

export function tableOf(options: QueryOptions): string | undefined {
  const { instance, model } = options as QueryOptions & { model?: ModelStatic<Model> };
  return (instance?.constructor as ModelStatic<Model> | undefined)?.tableName ?? model?.tableName;
}
