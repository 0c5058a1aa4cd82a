import type { Database, SandboxPaymentRow } from '@ticket-flow/db';
import { Op, UniqueConstraintError, literal } from 'sequelize';
import type { WhereOptions } from 'sequelize';

export type SandboxRecord = SandboxPaymentRow;
type State = SandboxRecord['state'];

export interface SandboxRefund {
  /** Whoever asks chooses it; once for each. */
  readonly id: string;
  readonly paymentKey: string;
  readonly amount: number;
}

/** The sandbox provider's books; they outlive a restart like a real provider's. */
export interface SandboxRepository {
  find(paymentKey: string): Promise<SandboxRecord | undefined>;
  /** The order's payment that holds money, or else its newest. */
  findByOrder(orderId: string): Promise<SandboxRecord | undefined>;
  insert(record: SandboxRecord): Promise<void>;
  /** From one of these states to another; false when it was in none of them. */
  move(paymentKey: string, from: readonly State[], to: State): Promise<boolean>;
  /** `authorised → waiting`, until `dueInMs` from now. */
  awaitDeposit(paymentKey: string, dueInMs: number): Promise<boolean>;
  /** `waiting → captured`, while the deposit is not overdue. */
  deposit(paymentKey: string): Promise<boolean>;
  /** `waiting → closed`, if the deposit is overdue. */
  expire(paymentKey: string): Promise<boolean>;
  findRefund(id: string): Promise<SandboxRefund | undefined>;
  /** False when less than this is left of the payment, or the id was used in the meantime. */
  insertRefund(refund: SandboxRefund): Promise<boolean>;
  /** Payments captured since, oldest first, from behind the given one. */
  captured(since: number, after: SandboxRecord | undefined): Promise<SandboxRecord[]>;
}

const PAGE = 500;

export function createSandboxRepository(database: Database): SandboxRepository {
  const { models } = database;
  const now = literal(database.nowMs);

  async function update(
    set: Partial<SandboxRecord>,
    where: WhereOptions<SandboxRecord>,
  ): Promise<boolean> {
    const [rows] = await database.transaction((transaction) =>
      models.sandboxPayments.update(set, { where, transaction }),
    );
    return rows > 0;
  }

  return {
    find: async (id) => (await models.sandboxPayments.findByPk(id)) ?? undefined,
    findByOrder: async (orderId) => {
      const payments = await models.sandboxPayments.findAll({
        where: { order_ref: orderId },
        order: [['created_at', 'DESC']],
      });
      return payments.find(({ state }) => state === 'captured') ?? payments[0];
    },
    insert: async (record) => {
      await database.transaction((transaction) =>
        models.sandboxPayments.create(record, { transaction }),
      );
    },
    move: (id, from, to) =>
      update(
        { state: to, ...(to === 'captured' && { captured_at: database.instant(0) }) },
        {
          id,
          state: [...from],
        },
      ),
    awaitDeposit: (id, dueInMs) =>
      update({ state: 'waiting', due_at: database.instant(dueInMs) }, { id, state: 'authorised' }),
    deposit: (id) =>
      update(
        { state: 'captured', captured_at: database.instant(0) },
        { id, state: 'waiting', due_at: { [Op.gt]: now } },
      ),
    expire: (id) =>
      update({ state: 'closed' }, { id, state: 'waiting', due_at: { [Op.lte]: now } }),
    findRefund: async (id) => {
      const row = await models.sandboxRefunds.findByPk(id);
      return row ? { id, paymentKey: row.payment_id, amount: row.amount } : undefined;
    },
    insertRefund: (refund) => insertRefund(database, refund),
    captured: (since, after) =>
      models.sandboxPayments.findAll({
        where: {
          state: 'captured',
          ...(after
            ? {
                [Op.or]: [
                  { captured_at: { [Op.gt]: after.captured_at ?? 0 } },
                  { captured_at: after.captured_at, id: { [Op.gt]: after.id } },
                ],
              }
            : { captured_at: { [Op.gte]: since } }),
        },
        order: ['captured_at', 'id'],
        limit: PAGE,
      }),
  };
}

/** One transaction: the condition keeps what was returned at or below what was captured. */
async function insertRefund(
  database: Database,
  { id, paymentKey, amount }: SandboxRefund,
): Promise<boolean> {
  const { models } = database;
  try {
    return await database.transaction(async (transaction) => {
      const [rows] = await models.sandboxPayments.update(
        { returned: literal(`returned + ${String(amount)}`) },
        {
          where: {
            id: paymentKey,
            state: 'captured',
            returned: { [Op.lte]: literal(`amount - ${String(amount)}`) },
          },
          transaction,
        },
      );
      if (rows === 0) return false;
      await models.sandboxRefunds.create(
        { id, payment_id: paymentKey, amount, created_at: Date.now() },
        { transaction },
      );
      return true;
    });
  } catch (error) {
    if (error instanceof UniqueConstraintError) return false;
    throw error;
  }
}
