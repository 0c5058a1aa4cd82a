import type { ModelAttributeColumnOptions, QueryInterface } from 'sequelize';

export interface Migration {
  readonly name: string;
  up(database: QueryInterface): Promise<void>;
}

export interface TableOptions {
  /** Column lists that are unique together. */
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
}

/** Creates a table with its constraints; the same on SQLite, MySQL and MariaDB. */
export async function createTable(
  database: QueryInterface,
  name: string,
  columns: Record<string, ModelAttributeColumnOptions>,
  { unique = [], indexes = [] }: TableOptions = {},
): Promise<void> {
  await database.createTable(name, columns, { charset: 'utf8mb4', collate: 'utf8mb4_bin' });
  for (const fields of unique) {
    await database.addIndex(name, [...fields], {
      unique: true,
      name: `${name}_${fields.join('_')}_unique`.slice(0, 64),
    });
  }
  for (const fields of indexes) {
    await database.addIndex(name, [...fields], {
      name: `${name}_${fields.join('_')}`.slice(0, 64),
    });
  }
}

/** Adds columns to a table that may have rows: each is optional or has a default. */
export async function addColumns(
  database: QueryInterface,
  table: string,
  columns: Record<string, ModelAttributeColumnOptions>,
): Promise<void> {
  for (const [name, column] of Object.entries(columns)) {
    await database.addColumn(table, name, column);
  }
}
