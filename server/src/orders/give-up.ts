import type { Database, OrderState } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';
import type { Outbox } from '../outbox/index.ts';
import type { Seats } from '../seats/index.ts';
import { ORDER_MAIL } from './order-mail.ts';
import type { LiveOrder, OrderRepository } from './order-repository.ts';
import type { CloseLater } from './spare-payments.ts';

export interface End {
  readonly from: Extract<OrderState, 'pending' | 'awaiting_deposit'>;
  readonly to: Extract<OrderState, 'expired' | 'cancelled'>;
  readonly actor: string;
  readonly reason: string;
  /** A further condition in SQL, on the same row. */
  readonly where?: string;
}

/**
 * PAY-6: ends an order that was not paid. Its claims go in the same transaction, and what the
 * buyer may have authorised is closed through the outbox. False: it was not in that state.
 */
export type GiveUp = (order: LiveOrder, end: End) => Promise<boolean>;

export interface GiveUpDependencies {
  readonly database: Database;
  readonly repository: OrderRepository;
  readonly seats: Pick<Seats, 'letGo' | 'deliver'>;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly closeLater: CloseLater;
  readonly changed: (order: LiveOrder, state: string) => void;
}

export function createGiveUp(dependencies: GiveUpDependencies): GiveUp {
  const { database, repository, seats, outbox, closeLater, changed } = dependencies;
  /** What is open now, and not when the order was read: a page may have been opened since. */
  async function closeOpen(tx: Transaction, orderId: string): Promise<void> {
    const { provider, paymentKey } = (await repository.lockPayment(tx, orderId)) ?? {};
    if (provider && paymentKey) await closeLater(tx, { orderId, provider, paymentKey });
  }

  return async function giveUp(order, end) {
    const { performance_id: performanceId, id } = order;
    const given = await database.transaction(async (tx) => {
      if (!(await repository.move(tx, { id, ...end }))) return false;
      await seats.letGo(tx, { performanceId, owner: id, actor: end.actor });
      if (end.from === 'awaiting_deposit') await repository.endWaitingAttempt(tx, id);
      if (end.from === 'pending') await closeOpen(tx, id);
      if (end.to === 'expired') {
        const payload = { kind: 'expired', orderId: id } as const;
        await outbox.add(tx, { topic: ORDER_MAIL, owner: id, payload });
      }
      return true;
    });
    if (!given) return false;
    changed(order, end.to);
    await seats.deliver(id);
    return true;
  };
}
