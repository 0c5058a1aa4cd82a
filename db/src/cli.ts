import { resolve } from 'node:path';
import { connectDatabase } from './connect.ts';
import { migrate } from './migrator.ts';

/** `npm run db:migrate`: brings the configured database up to date. */
const { DATABASE_URL, DATA_DIR } = process.env;
const url = DATABASE_URL || `sqlite:${resolve(DATA_DIR || 'data', 'ticket-flow.sqlite')}`;
const database = connectDatabase({ url });
try {
  const ran = await migrate(database);
  console.log(ran.length === 0 ? 'The database is up to date.' : `Migrated: ${ran.join(', ')}`);
} finally {
  await database.close();
}
