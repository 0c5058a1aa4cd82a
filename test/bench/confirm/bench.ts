import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase } from '../../support/databases.ts';
import { startMariaDb } from '../../support/services.ts';
import type { Bench, BenchOptions } from '../harness/bench.ts';
import { compare } from '../harness/figure.ts';
import type { Bar, Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import { makeOrders, openSetting } from './setting.ts';
import type { Setting } from './setting.ts';
import { bareWay, modelsWay, settleWay } from './ways.ts';
import type { Pay } from './ways.ts';

const ABOUT = `
How many orders a second become paid: the transaction in which an order moves to \`paid\`, its
attempt is closed, and payment, ticket, seat event, log entry and the buyer's mail are written
(two UPDATEs, five INSERTs). One process pays orders of one seat over 1, 8 and 32 connections, on one
MariaDB, each connection beginning the next order when the one before is committed. The
database is durable: \`innodb_flush_log_at_trx_commit=1\` and the doublewrite buffer on, so what is
answered is on disk; without a binary log.

- **bare INSERTs**: the same five rows, written by hand, sent as one query of several statements and
  committed once. No condition, no UPDATE: what the database takes for the rows alone.
- **Sequelize models**: the same transaction as most would write it with the library that the
  project uses: a managed transaction, an \`update\` or \`create\` for each row, one after the other.

Not measured: the call of the payment provider, making the order, reading it before it is paid, and
the seat that turns to sold afterwards. Node and MariaDB share the machine, as all ways do.
`.trim();

const CONNECTIONS = [1, 8, 32] as const;
/** About as long for each: a lone connection waits for the disk after every order. */
const ORDERS = { 1: 150, 8: 500, 32: 600 } as const;
/** Where the bars stand. */
const JUDGED = 8;

export const confirmBench: Bench = {
  name: 'confirm',
  title: 'Orders paid, beside bare INSERTs and beside Sequelize models',
  about: ABOUT,
  measure: async (options) => {
    const mariadb = await startMariaDb({ durable: true });
    try {
      const test = await mariadbDatabase(mariadb.url);
      const performanceId = await openSale(test.database);
      const figures: Figure[] = [];
      for (const connections of CONNECTIONS) {
        const setting = await openSetting(test.url, performanceId, connections);
        try {
          const orders = options.quick ? 40 : ORDERS[connections];
          figures.push(...(await measureAt(setting, orders, options)));
        } finally {
          await setting.close();
        }
      }
      await test.drop();
      return figures;
    } finally {
      await mariadb.stop();
    }
  },
};

async function measureAt(
  setting: Setting,
  orders: number,
  { rounds }: BenchOptions,
): Promise<Figure[]> {
  const { connections } = setting;
  const way = (pay: Pay) => () => payAll(setting, orders, pay);
  const rates = await interleave(
    {
      ours: way(settleWay(setting)),
      bare: way(bareWay(setting)),
      models: way(modelsWay(setting)),
    },
    { rounds },
  );
  const comparison = (referenceName: string, reference: readonly number[], atLeast: number) => ({
    ...{ bench: 'confirm', unit: 'orders/s', ours: rates.ours, reference, referenceName },
    case: `${String(connections)} ${connections === 1 ? 'connection' : 'connections'}`,
    ...(connections === JUDGED && { bar: { of: 'ratio', at_least: atLeast } satisfies Bar }),
  });
  return [
    compare(comparison('bare INSERTs', rates.bare, 0.5)),
    compare(comparison('Sequelize models', rates.models, 2.5)),
  ];
}

/** Orders a second. */
async function payAll(setting: Setting, count: number, pay: Pay): Promise<number> {
  const orders = await makeOrders(setting, count);
  const began = performance.now();
  const worker = async (): Promise<void> => {
    for (let order = orders.pop(); order; order = orders.pop()) await pay(order);
  };
  await Promise.all(Array.from({ length: setting.connections }, worker));
  return (count * 1000) / (performance.now() - began);
}
