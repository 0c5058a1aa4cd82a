import type { TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait.ts';
import type { Stage } from './stage.ts';
import type { Books } from './tills.ts';

/** Where an order came to rest, and what its buyer has. */
export interface Outcome {
  /** `none`: the order was never written. */
  readonly state: string;
  readonly books: Books;
  readonly liveTickets: number;
  /** What the buyer paid and has neither tickets nor the money for; must be 0. */
  readonly owed: number;
}

export const UNSETTLED = ['pending', 'paying', 'refunding'];
const RECOVERY_MS = 60_000;

/** Waits until the jobs of a server have brought everything to rest; false when they could not. */
export async function untilSettled(app: TestApp, stage: Stage): Promise<boolean> {
  const { models } = stage.test.database;
  const open = { state: 'open' as const };
  const settled = waitFor(
    async () => {
      await app.app.services.seats.upkeep.checkPins(stage.performanceId);
      const left = await Promise.all([
        models.orders.count({ where: { state: UNSETTLED } }),
        models.refunds.count({ where: open }),
        models.seatEvents.count({ where: open }),
        // An authorisation that a provider lets nobody close is looked at until it dies by itself.
        models.outboxMessages.count({ where: { ...open, topic: 'order-mail' } }),
      ]);
      return left.every((count) => count === 0) && (await noDepositUnseen(stage));
    },
    { timeoutMs: RECOVERY_MS, intervalMs: 200, message: 'everything is at rest' },
  );
  return settled.catch(() => false);
}

/** Orders may wait for deposits as long as they like, but not for one that has come. */
async function noDepositUnseen({ test, till }: Stage): Promise<boolean> {
  const where = { state: 'awaiting_deposit' as const };
  const waiting = await test.database.models.orders.findAll({ where, attributes: ['id'] });
  const books = await Promise.all(waiting.map(({ id }) => till.books(id)));
  return books.every(({ charged }) => charged === 0);
}

export async function outcomeOf({ test, till }: Stage, orderId: string): Promise<Outcome> {
  const { models } = test.database;
  const [order, books, tickets, lines] = await Promise.all([
    models.orders.findByPk(orderId, { raw: true }),
    till.books(orderId),
    models.tickets.findAll({ where: { order_id: orderId }, raw: true }),
    models.orderLines.findAll({ where: { order_id: orderId }, raw: true }),
  ]);
  const live = tickets.filter(({ state }) => state !== 'cancelled');
  const priceOf = new Map(lines.map(({ seat, amount }) => [seat, amount]));
  const worth = live.reduce((sum, { seat }) => sum + (priceOf.get(seat) ?? 0), 0);
  return {
    state: order?.state ?? 'none',
    books,
    liveTickets: live.length,
    owed: books.charged - books.returned - worth,
  };
}
