import type { RefundAccount } from '@ticket-flow/client/protocol';
import type { Database, RefundRow, TicketRow } from '@ticket-flow/db';
import { Op, UniqueConstraintError, literal } from 'sequelize';
import type { Transaction } from 'sequelize';

export type Refund = RefundRow;

export interface ListedRefund extends Refund {
  /** ISO 4217, of its order. */
  readonly currency: string;
}

export interface NewRefund {
  readonly id: string;
  readonly orderId: string;
  readonly kind: RefundRow['kind'];
  readonly provider: string;
  /** The provider's id of the payment. */
  readonly paymentKey: string;
  readonly ticketIds: readonly number[];
  readonly amount: number;
  readonly fee: number;
  readonly reason: string;
  readonly actor: string;
  readonly account?: RefundAccount | undefined;
}

/** Refunds and the tickets they take back. */
export interface RefundRepository {
  find(id: string): Promise<Refund | undefined>;
  of(orderId: string, tx?: Transaction): Promise<Refund[]>;
  insert(tx: Transaction, refund: NewRefund): Promise<void>;
  /** LATE-1: once an order and payment; false when the row is there already. */
  insertLate(refund: NewRefund): Promise<boolean>;
  /** `issued → cancelled`; answers how many were still issued. */
  cancelTickets(tx: Transaction, ticketIds: readonly number[]): Promise<number>;
  tickets(ticketIds: readonly number[]): Promise<TicketRow[]>;
  liveTickets(tx: Transaction, orderId: string): Promise<number>;
  /** Open ones whose time has come, by the database's clock. */
  due(limit: number): Promise<Refund[]>;
  /** The oldest first. */
  list(state: RefundRow['state'], limit: number): Promise<ListedRefund[]>;
  /** `open → done`; false: somebody else did it. What it says of a bank account is forgotten. */
  finish(tx: Transaction, refund: Refund): Promise<boolean>;
  /** `open → stuck` */
  stick(tx: Transaction, id: string, code: string): Promise<boolean>;
  /** `stuck → open`, with the account that was missing if there is one. */
  reopen(id: string, account?: RefundAccount): Promise<boolean>;
  postpone(id: string, delayMs: number): Promise<void>;
}

/** Ids of the tickets that a refund takes back. */
export function ticketIdsOf(refund: Refund): number[] {
  return JSON.parse(refund.tickets) as number[];
}

/** REFUND-2: the refund's id, and a new key each time that a refused one is asked anew. */
export function keyOf({ id, reopened }: Refund): string {
  return reopened === 0 ? id : `${id}:${String(reopened + 1)}`;
}

export function accountOf(refund: Refund): RefundAccount | undefined {
  return refund.account === null ? undefined : (JSON.parse(refund.account) as RefundAccount);
}

const CURRENCY = ['id', 'currency'];

export function createRefundRepository(database: Database): RefundRepository {
  const { models } = database;

  async function change(
    id: string,
    from: RefundRow['state'],
    set: Partial<RefundRow>,
    transaction?: Transaction,
  ): Promise<boolean> {
    const update = async (tx: Transaction): Promise<boolean> => {
      const where = { id, state: from };
      const [changed] = await models.refunds.update(set, { where, transaction: tx });
      return changed === 1;
    };
    return transaction ? update(transaction) : database.transaction(update);
  }

  async function insert(transaction: Transaction, refund: NewRefund): Promise<void> {
    await models.refunds.create(
      {
        id: refund.id,
        order_id: refund.orderId,
        kind: refund.kind,
        provider: refund.provider,
        payment_key: refund.paymentKey,
        tickets: JSON.stringify(refund.ticketIds),
        amount: refund.amount,
        fee: refund.fee,
        reason: refund.reason,
        actor: refund.actor,
        account: refund.account ? JSON.stringify(refund.account) : null,
        state: 'open',
        attempts: 0,
        next_at: database.instant(0),
        created_at: Date.now(),
      },
      { transaction },
    );
  }

  return {
    find: async (id) => (await models.refunds.findByPk(id)) ?? undefined,
    of: (orderId, transaction) =>
      models.refunds.findAll({
        where: { order_id: orderId },
        order: ['created_at', 'id'],
        ...(transaction && { transaction }),
      }),
    insert,
    insertLate: async (refund) => {
      try {
        await database.transaction((tx) => insert(tx, refund));
        return true;
      } catch (error) {
        if (error instanceof UniqueConstraintError) return false;
        throw error;
      }
    },
    cancelTickets: async (transaction, ticketIds) => {
      const where = { id: [...ticketIds], state: 'issued' as const };
      const [cancelled] = await models.tickets.update(
        { state: 'cancelled' },
        { where, transaction },
      );
      return cancelled;
    },
    tickets: (ticketIds) =>
      models.tickets.findAll({ where: { id: [...ticketIds] }, order: ['seat'] }),
    liveTickets: (transaction, orderId) =>
      models.tickets.count({
        where: { order_id: orderId, state: { [Op.ne]: 'cancelled' } },
        transaction,
      }),
    due: (limit) =>
      models.refunds.findAll({
        where: { state: 'open', [Op.and]: literal(`next_at <= ${database.nowMs}`) },
        order: ['next_at'],
        limit,
      }),
    list: async (state, limit) => {
      const order = ['created_at', 'id'];
      const found = await models.refunds.findAll({ where: { state }, order, limit, raw: true });
      const ids = found.map((refund) => refund.order_id);
      const orders = await models.orders.findAll({ where: { id: ids }, attributes: CURRENCY });
      const currencies = new Map(orders.map(({ id, currency }) => [id, currency]));
      return found.map((refund) => ({
        ...refund,
        currency: currencies.get(refund.order_id) ?? '',
      }));
    },
    finish: async (transaction, { id, order_id: orderId, amount, kind }) => {
      const set = { state: 'done' as const, finished_at: Date.now(), account: null, code: null };
      if (!(await change(id, 'open', set, transaction))) return false;
      if (kind === 'tickets') {
        const where = { order_id: orderId };
        await models.payments.increment('returned', { by: amount, where, transaction });
      }
      return true;
    },
    stick: (tx, id, code) => change(id, 'open', { state: 'stuck', code, account: null }, tx),
    reopen: (id, account) =>
      change(id, 'stuck', {
        ...{ state: 'open', code: null, attempts: 0, next_at: database.instant(0) },
        reopened: literal('reopened + 1') as unknown as number,
        ...(account && { account: JSON.stringify(account) }),
      }),
    postpone: async (id, delayMs) => {
      await database.transaction(async (transaction) => {
        const where = { id, state: 'open' as const };
        const nextAt = database.instant(delayMs);
        await models.refunds.update({ next_at: nextAt }, { where, transaction });
        await models.refunds.increment('attempts', { where, transaction });
      });
    },
  };
}
