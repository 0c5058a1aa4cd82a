import { copyFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import {
  migratedMariadb,
  migratedSqlite,
  MYSQL_TEMPLATE,
  SQLITE_TEMPLATE,
  TEMPLATES_VARIABLE,
} from './databases.ts';
import { sharedFolder } from './services.ts';

/**
 * Migrates one database of either kind, and lets those of the tests be copies: 0.1 s instead of 0.4 s on
 * MariaDB. The copies are of this run's migrations; nothing outlives it.
 */
export async function prepareTemplates(serverUrl: string): Promise<() => void> {
  const folder = sharedFolder('templates');
  try {
    await Promise.all([
      writeSqliteTemplate(join(folder.dir, SQLITE_TEMPLATE)),
      writeMysqlTemplate(serverUrl, join(folder.dir, MYSQL_TEMPLATE)),
    ]);
  } catch (error) {
    folder.remove();
    throw error;
  }
  process.env[TEMPLATES_VARIABLE] = folder.dir;
  return () => {
    Reflect.deleteProperty(process.env, TEMPLATES_VARIABLE);
    folder.remove();
  };
}

async function writeSqliteTemplate(to: string): Promise<void> {
  const template = await migratedSqlite();
  // What the log holds beside the file goes into it.
  await template.database.sequelize.query('PRAGMA wal_checkpoint(TRUNCATE)');
  await copyFile(fileURLToPath(template.url.replace(/^sqlite:/, 'file://')), to);
  await template.drop();
}

async function writeMysqlTemplate(serverUrl: string, to: string): Promise<void> {
  const template = await migratedMariadb(serverUrl);
  const connection = await createConnection(template.url);
  try {
    await writeFile(to, await scriptOf(connection));
  } finally {
    await connection.end();
    await template.drop();
  }
}

/** Everything in the database as statements: its tables, and the rows that migrations wrote. */
async function scriptOf(connection: Connection): Promise<string> {
  // Tables are made in alphabetical order: some before those that they refer to.
  const statements = ['SET FOREIGN_KEY_CHECKS = 0'];
  for (const [table] of await valuesOf(connection, 'SHOW TABLES')) {
    const name = connection.escapeId(String(table));
    const [[, create] = []] = await valuesOf(connection, `SHOW CREATE TABLE ${name}`);
    statements.push(String(create));
    for (const row of await valuesOf(connection, `SELECT * FROM ${name}`)) {
      statements.push(`INSERT INTO ${name} VALUES (${connection.escape(row)})`);
    }
  }
  return statements.join(';\n');
}

async function valuesOf(connection: Connection, sql: string): Promise<unknown[][]> {
  const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
  return rows;
}
