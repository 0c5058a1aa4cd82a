import { parseArgs } from 'node:util';
import type { Database } from '@ticket-flow/db';
import {
  createCatalog,
  createCatalogRepository,
  createSaleRepository,
  createSales,
} from '../catalog/index.ts';
import { createChartRepository, createCharts } from '../charts/index.ts';
import { runServiceCommand } from '../compose-command.ts';
import type { Said } from '../compose-command.ts';
import { wholeNumber } from '../platform/command.ts';
import { askOwner } from '../platform/owner-file.ts';
import type { OwnerFile } from '../platform/owner-file.ts';
import { createOperator } from './operator.ts';
import type { Operator, RefundEntry, RefundQuery } from './operator.ts';
import { createRefundRepository } from './refund-repository.ts';

const USAGE = `usage: npm run operator -- COMMAND [--json]

  call-off PERFORMANCE             close its sale for good; every buyer gets the whole price back
  refunds [--state S] [--limit N]  list refunds, the oldest first: stuck (default) or open
  retry-refund ID                  ask the provider once more for a stuck refund`;

/** What was asked for: does it, and answers what to print, as an object and in words. */
type Wish = (operator: Operator) => Promise<Said>;

interface Options {
  readonly state?: string | undefined;
  readonly limit?: string | undefined;
}

function callOff(text: string): Wish {
  const performanceId = wholeNumber('PERFORMANCE', text, 2_147_483_647);
  return async (operator) => {
    await operator.callOff(performanceId);
    const words = `Performance ${String(performanceId)} is called off; its orders are given back.`;
    return { said: { performanceId, calledOff: true }, words };
  };
}

function retryRefund(id: string): Wish {
  return async (operator) => {
    await operator.retryRefund(id);
    return { said: { id, retried: true }, words: `The provider is asked for ${id} again.` };
  };
}

function refunds({ state = 'stuck', limit = '100' }: Options): Wish {
  const query: RefundQuery = { state: readState(state), limit: wholeNumber('--limit', limit, 500) };
  return async (operator) => {
    const found = await operator.refunds(query);
    const words = found.length === 0 ? 'No such refunds.' : found.map(line).join('\n');
    return { said: { refunds: found }, words };
  };
}

function readState(text: string): RefundQuery['state'] {
  if (text === 'stuck' || text === 'open') return text;
  throw new Error('--state: must be stuck or open');
}

function line({ id, createdAt, provider, amount, currency, state, code }: RefundEntry): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  const money = format.format(amount / 10 ** digits);
  const written = new Date(createdAt).toISOString();
  return [id, written, provider, money, state, code ?? ''].join('  ').trim();
}

/** Undefined: help was asked for. */
function readArguments(): { readonly wish: Wish; readonly json: boolean } | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      state: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { json, help, ...options } = values;
  const [command, ...operands] = positionals;
  if (help || command === undefined) return undefined;
  return { wish: readWish(command, operands, options), json };
}

function readWish(command: string, operands: readonly string[], options: Options): Wish {
  if (command === 'refunds') {
    refuse(operands[0]);
    return refunds(options);
  }
  for (const name of ['state', 'limit'] as const) {
    if (options[name] !== undefined) throw new Error(`--${name}: is an option of refunds`);
  }
  const [operand, surplus] = operands;
  refuse(surplus);
  if (command === 'call-off') return callOff(operand ?? missing('PERFORMANCE'));
  if (command === 'retry-refund') return retryRefund(operand ?? missing('ID'));
  throw new Error(`${command}: there is no such command\n\n${USAGE}`);
}

function refuse(operand: string | undefined): void {
  if (operand !== undefined) throw new Error(`${operand}: is one argument too many`);
}

function missing(name: string): never {
  throw new Error(`${name}: is missing`);
}

/** Through the running server: an embedded database has one writer. */
function throughServer(owner: OwnerFile): Operator {
  return {
    callOff: async (id) => {
      await askOwner(owner, `/performances/${String(id)}/call-off`, 'POST');
    },
    refunds: async ({ state, limit }) => {
      const path = `/refunds?state=${state}&limit=${String(limit)}`;
      return (await askOwner<{ refunds: RefundEntry[] }>(owner, path)).refunds;
    },
    retryRefund: async (id) => {
      await askOwner(owner, `/refunds/${encodeURIComponent(id)}/retry`, 'POST');
    },
  };
}

function onDatabase(database: Database): Operator {
  const charts = createCharts({ repository: createChartRepository(database) });
  const repository = createCatalogRepository(database, (ids) => charts.venuesOf(ids));
  const saleRepository = createSaleRepository(database);
  const sales = createSales({ catalog: repository, repository: saleRepository, charts });
  const catalog = createCatalog({ repository, sales });
  return createOperator({ catalog, refunds: createRefundRepository(database) });
}

await runServiceCommand({ usage: USAGE, readArguments, throughServer, onDatabase });
