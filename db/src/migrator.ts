import { SequelizeStorage, Umzug } from 'umzug';
import type { QueryInterface } from 'sequelize';
import { migrations } from '../migrations/index.ts';
import type { Database } from './connect.ts';
import { MIGRATIONS_TABLE } from './guard-writes.ts';

const LOCK = 'ticket-flow-migrate';

function createUmzug({ sequelize }: Database): Umzug<QueryInterface> {
  return new Umzug({
    migrations: migrations.map((migration) => ({
      name: migration.name,
      up: ({ context }: { context: QueryInterface }) => migration.up(context),
    })),
    context: sequelize.getQueryInterface(),
    storage: new SequelizeStorage({ sequelize, tableName: MIGRATIONS_TABLE }),
    logger: undefined,
  });
}

/** Names of migrations that have not run on this database. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  return (await createUmzug(database).pending()).map(({ name }) => name);
}

/** Runs what is pending; two runners at once do it once. Answers the names of what ran. */
export async function migrate(database: Database): Promise<string[]> {
  const run = async (): Promise<string[]> =>
    (await createUmzug(database).up()).map(({ name }) => name);
  return database.dialect === 'sqlite' ? run() : underLock(database, run);
}

/** MySQL's named lock belongs to one connection, so it is taken inside a transaction's. */
async function underLock<T>({ sequelize }: Database, work: () => Promise<T>): Promise<T> {
  return sequelize.transaction(async (transaction) => {
    const [rows] = await sequelize.query(`SELECT GET_LOCK('${LOCK}', 60) AS got`, { transaction });
    if ((rows as { got: number }[])[0]?.got !== 1) throw new Error('another migration is running');
    try {
      return await work();
    } finally {
      await sequelize.query(`SELECT RELEASE_LOCK('${LOCK}')`, { transaction });
    }
  });
}
