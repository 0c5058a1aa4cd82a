import { startMariaDb } from '../support/services.ts';
import { measureConfirm } from './confirm.ts';

const mariadb = await startMariaDb();
try {
  const figures = [];
  for (const connections of [1, 8, 32])
    figures.push(await measureConfirm(mariadb.url, connections));
  console.log(JSON.stringify(figures, null, process.argv.includes('--json') ? 0 : 2));
} finally {
  await mariadb.stop();
}
