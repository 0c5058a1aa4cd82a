import type { BlockRow, Database, TicketRow } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';
import { blockIdOf } from '../seats/index.ts';
import { CLAIM } from './order-books-repository.ts';
import type { AuditedClaim, OrderState } from './order-books-repository.ts';

export type BlockState = BlockRow['state'];

/** The durable side of a performance's map, all of one instant. */
export interface PerformanceBooks {
  readonly seatCount: number;
  /** 0: it has none. */
  readonly epoch: number;
  readonly claims: readonly AuditedClaim[];
  /** The state of each owner that has a row. */
  readonly orders: ReadonlyMap<string, OrderState>;
  readonly blocks: ReadonlyMap<string, BlockState>;
  readonly liveTickets: readonly Pick<TicketRow, 'order_id' | 'seat'>[];
}

/** Ids in one statement. */
const CHUNK = 1_000;

export async function readPerformanceBooks(
  { models }: Database,
  transaction: Transaction,
  id: number,
): Promise<PerformanceBooks | undefined> {
  const common = { transaction, raw: true } as const;
  const performance = await models.performances.findByPk(id, common);
  if (!performance) return undefined;
  const chart = await models.charts.findByPk(performance.chart_id, {
    ...common,
    attributes: ['seat_count'],
  });
  const epoch = await models.seatEpochs.findByPk(id, common);
  const claims = await models.seatClaims.findAll({
    ...common,
    where: { performance_id: id },
    attributes: [...CLAIM],
    order: ['seat'],
  });
  const liveTickets = await models.tickets.findAll({
    ...common,
    where: { performance_id: id, state: ['issued', 'used'] },
    attributes: ['order_id', 'seat'],
  });
  return {
    seatCount: chart?.seat_count ?? 0,
    epoch: epoch?.epoch ?? 0,
    claims,
    liveTickets,
    ...(await readOwnerStates(models, transaction, [...new Set(claims.map(({ owner }) => owner))])),
  };
}

/** States of orders and blocks by their own ids; owners without a row are left out. */
export async function readOwnerStates(
  models: Database['models'],
  transaction: Transaction,
  owners: readonly string[],
): Promise<Pick<PerformanceBooks, 'orders' | 'blocks'>> {
  const orders = new Map<string, OrderState>();
  const blocks = new Map<string, BlockState>();
  const common = { attributes: ['id', 'state'], transaction, raw: true };
  for (let from = 0; from < owners.length; from += CHUNK) {
    const ids = owners.slice(from, from + CHUNK);
    const blockIds = ids.map(blockIdOf).filter((id) => id !== undefined);
    for (const { id, state } of await models.orders.findAll({ ...common, where: { id: ids } })) {
      orders.set(id, state);
    }
    const found = await models.blocks.findAll({ ...common, where: { id: blockIds } });
    for (const { id, state } of found) blocks.set(id, state);
  }
  return { orders, blocks };
}
