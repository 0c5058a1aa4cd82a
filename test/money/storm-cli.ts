import { parseArgs } from 'node:util';
import { startMariaDb } from '../support/services.ts';
import { auditOf } from './audit.ts';
import { openStage } from './stage.ts';
import { storm } from './storm.ts';

const USAGE = 'usage: npm run orders-storm -- [--orders 10000] [--seed 1] [--json]';
const SEATS_IN_ROW = 10;

function number(text: string | undefined, fallback: number, name: string): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isInteger(value) && value > 0 && value <= 100_000) return value;
  throw new Error(`--${name} must be a whole number above 0\n${USAGE}`);
}

const { values } = parseArgs({
  options: { orders: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } },
});
const orders = number(values.orders, 10_000, 'orders');
const mariadb = await startMariaDb();
try {
  const stage = await openStage('toss', mariadb.url, Math.ceil(orders / SEATS_IN_ROW) + 1);
  try {
    const figures = await storm(stage, { orders, seed: number(values.seed, 1, 'seed') });
    const audit = await auditOf(stage);
    console.log(JSON.stringify({ ...figures, audit }, null, values.json ? 0 : 2));
    if (!figures.settled || audit.disagreements > 0) process.exitCode = 1;
  } finally {
    await stage.close();
  }
} finally {
  await mariadb.stop();
}
