import type { BlockRow, Database, OutboxMessageRow, SeatEventRow } from '@ticket-flow/db';
import { Op } from 'sequelize';
import type { Transaction, WhereOptions } from 'sequelize';
import { blockOwner } from '../seats/index.ts';
import { groupBy } from './group-by.ts';
import { ORDER, readClaims, readOrderBooks } from './order-books-repository.ts';
import type { AuditedClaim, OrderBooks } from './order-books-repository.ts';
import { readOwnerStates, readPerformanceBooks } from './performance-books-repository.ts';
import type { PerformanceBooks } from './performance-books-repository.ts';
import { Unreadable } from './sources.ts';

export interface BlockBooks {
  readonly block: Pick<BlockRow, 'id' | 'performance_id' | 'state'>;
  readonly claims: readonly AuditedClaim[];
}

const EVENT = ['id', 'performance_id', 'owner', 'kind', 'state', 'attempts'] as const;
const MESSAGE = ['id', 'topic', 'owner', 'error'] as const;
export type AuditedEvent = Pick<SeatEventRow, (typeof EVENT)[number]>;
export type AuditedMessage = Pick<OutboxMessageRow, (typeof MESSAGE)[number]>;

/** Which rows: the next ones in the order of their keys, or those of given keys. */
export type Selection<K> =
  | { readonly after: K | undefined; readonly limit: number; readonly performanceId?: number }
  | { readonly ids: readonly K[] };

/** Reads what the features wrote, a page at a time; every answer is of one instant. */
export interface AuditRepository {
  orders(selection: Selection<string>): Promise<OrderBooks[]>;
  blocks(selection: Selection<string>): Promise<BlockBooks[]>;
  performanceIds(): Promise<number[]>;
  /** Undefined when there is no such performance. */
  performance(id: number): Promise<PerformanceBooks | undefined>;
  /** Those of the owners that have a row, whatever its state. */
  written(owners: readonly string[]): Promise<Set<string>>;
  /** Seat events that were given up, or are open after more than so many attempts. */
  troubledEvents(selection: Selection<number>, attempts: number): Promise<AuditedEvent[]>;
  deadMessages(selection: Selection<number>): Promise<AuditedMessage[]>;
}

export function createAuditRepository(database: Database): AuditRepository {
  const { models } = database;

  /** One snapshot; whatever goes wrong means that the database could not be read. */
  async function read<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      return await database.transaction(work);
    } catch (error) {
      throw new Unreadable('database', error);
    }
  }

  return {
    orders: (selection) =>
      read(async (transaction) => {
        const rows = rowsOf(selection);
        const orders = await models.orders.findAll({
          ...rows,
          attributes: [...ORDER],
          transaction,
          raw: true,
        });
        return orders.length === 0 ? [] : readOrderBooks(database, transaction, orders);
      }),
    blocks: (selection) =>
      read(async (transaction) => {
        const blocks = await models.blocks.findAll({
          ...rowsOf(selection),
          attributes: ['id', 'performance_id', 'state'],
          transaction,
          raw: true,
        });
        const owners = blocks.map(({ id }) => blockOwner(id));
        const claims = await readClaims(database, transaction, owners);
        const byOwner = groupBy(claims, ({ owner }) => owner);
        return blocks.map((block) => {
          return { block, claims: byOwner.get(blockOwner(block.id)) ?? [] };
        });
      }),
    performanceIds: () =>
      read(async (transaction) => {
        const common = { attributes: ['id'], order: ['id'], transaction, raw: true };
        return (await models.performances.findAll(common)).map(({ id }) => id);
      }),
    performance: (id) => read((transaction) => readPerformanceBooks(database, transaction, id)),
    written: (owners) => read((transaction) => readWritten(database, transaction, owners)),
    troubledEvents: (selection, attempts) =>
      read((transaction) => {
        const stalled = { state: 'open', attempts: { [Op.gt]: attempts } };
        const rows = rowsOf(selection, { [Op.or]: [{ state: 'dead' }, stalled] });
        return models.seatEvents.findAll({
          ...rows,
          attributes: [...EVENT],
          transaction,
          raw: true,
        });
      }),
    deadMessages: (selection) =>
      read((transaction) => {
        const rows = rowsOf(selection, { state: 'dead' });
        return models.outboxMessages.findAll({
          ...rows,
          attributes: [...MESSAGE],
          transaction,
          raw: true,
        });
      }),
  };
}

async function readWritten(
  { models }: Database,
  transaction: Transaction,
  owners: readonly string[],
): Promise<Set<string>> {
  const { orders, blocks } = await readOwnerStates(models, transaction, owners);
  return new Set([...orders.keys(), ...[...blocks.keys()].map(blockOwner)]);
}

function rowsOf<K extends string | number>(
  selection: Selection<K>,
  also: WhereOptions = {},
): { where: WhereOptions; order: string[]; limit?: number } {
  const order = ['id'];
  if ('ids' in selection) {
    return { where: { [Op.and]: [also, { id: [...selection.ids] }] }, order };
  }
  const { after, limit, performanceId } = selection;
  const later = after === undefined ? {} : { id: { [Op.gt]: after } };
  const within = performanceId === undefined ? {} : { performance_id: performanceId };
  return { where: { [Op.and]: [also, later, within] }, order, limit };
}
