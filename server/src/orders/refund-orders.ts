import type { RefundAccount } from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';
import { withDeadline } from '../platform/deadline.ts';
import { forEachSafely } from '../platform/each.ts';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import type { Outbox } from '../outbox/index.ts';
import type { Gateways, RefundOutcome } from '../payments/index.ts';
import type { Seats } from '../seats/index.ts';
import { ORDER_MAIL } from './order-mail.ts';
import type { OrderMail } from './order-mail.ts';
import type { LiveOrder, OrderBundle, OrderRepository } from './order-repository.ts';
import { accountOf, keyOf, ticketIdsOf } from './refund-repository.ts';
import type { Refund, RefundRepository } from './refund-repository.ts';

/** What is taken back of an order, for how much. */
export interface TakeBack {
  readonly tickets: readonly {
    readonly id: number;
    readonly amount: number;
    readonly fee: number;
  }[];
  readonly actor: string;
  readonly reason: string;
  readonly account?: RefundAccount | undefined;
}

export interface RefundOrders {
  /**
   * REFUND-1, then a first try at REFUND-2 and 3. Throws NOT_REFUNDABLE when a ticket was used,
   * WRONG_STATE when the order is not paid or another refund of it is under way.
   */
  takeBack(bundle: OrderBundle, what: TakeBack): Promise<void>;
  /** REFUND-2 and 3 for every open refund whose time has come; any number may run. */
  finishDue(): Promise<void>;
  /** A stuck refund once more, perhaps with the account it lacked. False: it is not stuck. */
  retry(id: string, account?: RefundAccount): Promise<boolean>;
  /** The same call with the refund's id as the key, until it is done or refused. */
  finish(refund: Refund): Promise<void>;
}

export interface RefundOrdersDependencies {
  readonly database: Database;
  readonly repository: OrderRepository;
  readonly refunds: RefundRepository;
  readonly gateways: Gateways;
  readonly seats: Pick<Seats, 'letGo' | 'deliver'>;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly logger: Logger;
  readonly timeoutMs: number;
  readonly changed: (order: LiveOrder, state: string) => void;
}

/** The provider only pays back into an account that the buyer must name. */
export const ACCOUNT_NEEDED = 'REFUND_ACCOUNT_NEEDED';

const BATCH = 100;
const CONCURRENCY = 4;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 600_000;

export function createRefundOrders(dependencies: RefundOrdersDependencies): RefundOrders {
  const { database, repository, refunds, gateways, seats, outbox, logger } = dependencies;

  /** REFUND-1: from here the codes on these tickets no longer admit. */
  async function open({ order, payment }: OrderBundle, what: TakeBack): Promise<string> {
    if (!payment) throw wrongState(order.state);
    const { actor, reason, account } = what;
    const ticketIds = what.tickets.map((ticket) => ticket.id);
    const id = await database.transaction(async (tx) => {
      const move = { id: order.id, from: 'paid', to: 'refunding', actor, reason } as const;
      if (!(await repository.move(tx, move))) throw wrongState(order.state);
      const id = await nextId(tx, order.id);
      if ((await refunds.cancelTickets(tx, ticketIds)) !== ticketIds.length) throw used();
      await refunds.insert(tx, {
        ...{ id, orderId: order.id, kind: 'tickets', actor, reason, account, ticketIds },
        provider: payment.provider,
        paymentKey: payment.provider_id,
        amount: sum(what.tickets.map(({ amount }) => amount)),
        fee: sum(what.tickets.map(({ fee }) => fee)),
      });
      return id;
    });
    dependencies.changed(order, 'refunding');
    return id;
  }

  /** Counted while the order is `refunding`, and so by nobody else. */
  async function nextId(tx: Transaction, orderId: string): Promise<string> {
    const earlier = await refunds.of(orderId, tx);
    const number = earlier.filter(({ kind }) => kind === 'tickets').length + 1;
    return `${orderId}:r${String(number)}`;
  }

  /** REFUND-2. Nothing to give back needs no provider. */
  async function ask(refund: Refund, order: LiveOrder): Promise<RefundOutcome> {
    if (refund.amount === 0) return { outcome: 'done' };
    const gateway = gateways.of(refund.provider);
    if (!gateway) return { outcome: 'unknown', reason: 'the provider is not configured' };
    const account = accountOf(refund);
    // Of late money only the provider knows how it came.
    const method = refund.kind === 'late' ? '' : await repository.methodOf(order.id);
    if (!account && gateway.needsRefundAccount(method)) {
      return { outcome: 'refused', code: ACCOUNT_NEEDED, message: 'a bank account is needed' };
    }
    try {
      return await withDeadline(
        gateway.refund({
          providerId: refund.payment_key,
          orderId: order.id,
          amount: refund.amount,
          currency: order.currency,
          refundId: refund.id,
          idempotencyKey: keyOf(refund),
          reason: refund.reason,
          ...(account && { account }),
        }),
        dependencies.timeoutMs,
      );
    } catch (error) {
      logger.warn({ err: error, refund: refund.id }, 'the payment provider did not answer');
      return { outcome: 'unknown', reason: 'no answer' };
    }
  }

  /** REFUND-3: done once, and only then are the seats free. */
  async function settle(refund: Refund, order: LiveOrder): Promise<void> {
    const tickets = await refunds.tickets(ticketIdsOf(refund));
    const settled = await database.transaction(async (tx) => {
      if (!(await refunds.finish(tx, refund))) return undefined;
      if (refund.kind === 'late') return order.state;
      const { id: owner, performance_id: performanceId } = order;
      const numbers = tickets.map(({ seat }) => seat);
      await seats.letGo(tx, { performanceId, owner, actor: refund.actor, seats: numbers });
      const to = (await refunds.liveTickets(tx, owner)) > 0 ? 'paid' : 'refunded';
      const actor = `system:${refund.provider}`;
      const reason = 'money given back';
      await repository.move(tx, {
        ...{ id: owner, from: 'refunding', to, actor, reason, reference: refund.id },
      });
      await mail(tx, { kind: 'refunded', orderId: owner, refundId: refund.id });
      return to;
    });
    if (settled === undefined) return;
    dependencies.changed(order, settled);
    await seats.deliver(order.id);
  }

  function mail(tx: Transaction, payload: OrderMail): Promise<void> {
    return outbox.add(tx, { topic: ORDER_MAIL, owner: payload.orderId, payload });
  }

  async function stick(refund: Refund, order: LiveOrder, code: string): Promise<void> {
    const { id: refundId } = refund;
    const stuck = await database.transaction(async (tx) => {
      if (!(await refunds.stick(tx, refundId, code))) return false;
      if (code === ACCOUNT_NEEDED) {
        await mail(tx, { kind: 'account_needed', orderId: order.id, refundId });
      }
      return true;
    });
    if (!stuck) return;
    logger.error({ refund: refundId, code }, 'a refund is stuck');
    dependencies.changed(order, order.state);
  }

  async function finish(refund: Refund): Promise<void> {
    const order = await repository.payable(refund.order_id);
    if (!order) return;
    // Before the call: whatever becomes of it, the others have their turn first.
    const delay = Math.min(FIRST_DELAY_MS * 2 ** refund.attempts, LONGEST_DELAY_MS);
    await refunds.postpone(refund.id, delay);
    const outcome = await ask(refund, order);
    if (outcome.outcome === 'done') await settle(refund, order);
    if (outcome.outcome === 'refused') await stick(refund, order, outcome.code);
  }

  async function tryNow(id: string): Promise<void> {
    const refund = await refunds.find(id);
    if (refund?.state !== 'open') return;
    await finish(refund).catch((error: unknown) => {
      logger.warn({ err: error, refund: id }, 'a refund is left to the job');
    });
  }

  return {
    finish,
    takeBack: async (bundle, what) => {
      await tryNow(await open(bundle, what));
    },
    finishDue: async () => {
      await forEachSafely(await refunds.due(BATCH), CONCURRENCY, finish, logger);
    },
    retry: async (id, account) => {
      const reopened = await refunds.reopen(id, account);
      if (reopened) await tryNow(id);
      return reopened;
    },
  };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function wrongState(state: string): AppError {
  return new AppError('WRONG_STATE', 'Nothing of this order can be given back now.', {
    details: { state },
  });
}

function used(): AppError {
  return new AppError('NOT_REFUNDABLE', 'A ticket has been used or given back already.');
}
