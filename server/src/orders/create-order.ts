import type { CreateOrder, Locale } from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import { UniqueConstraintError } from 'sequelize';
import type { Sale, Sales } from '../catalog/index.ts';
import { AppError } from '../platform/errors.ts';
import type { Seats } from '../seats/index.ts';
import { orderIdFor } from './order-ids.ts';
import type { Order, OrderRepository } from './order-repository.ts';
import { checkPriceTypes, priceSeats, totalOf } from './pricing.ts';

export interface CreateOrderRequest extends CreateOrder {
  readonly holder: string;
  readonly idempotencyKey: string;
  readonly locale: Locale;
}

export interface CreateOrderDependencies {
  readonly repository: OrderRepository;
  readonly seats: Seats;
  readonly sales: Sales;
  readonly transaction: Database['transaction'];
}

/** How long a buyer's contact details are kept after the performance. */
const CONTACT_RETENTION_MS = 180 * 24 * 60 * 60 * 1000;
/** RATE-10: beyond what one transaction and one payment should carry, whatever a sale allows. */
const MAX_SEATS_PER_ORDER = 100;

/**
 * From holds to an order: pin, then one transaction with a claim a seat (CLAIM-1 to CLAIM-5).
 * Answers the order's id. What fails after the pin is left to the pin check, never undone here
 * (CLAIM-4): an error at COMMIT may be a commit.
 */
export function createOrderMaker(dependencies: CreateOrderDependencies) {
  const { repository, seats, sales, transaction } = dependencies;

  async function write(request: CreateOrderRequest, orderId: string, sale: Sale): Promise<void> {
    const { performanceId, holder, holds: tokens, buyer, locale } = request;
    const pinned = await seats.pin({ performanceId, holder, tokens, orderId });
    const lines = priceSeats(sale, pinned.seats, request.priceTypes ?? {});
    await transaction(async (tx) => {
      await repository.insert(tx, {
        id: orderId,
        performanceId,
        holder,
        currency: sale.performance.currency,
        locale,
        payWithinMs: sale.performance.pay_within_ms,
        refundPolicyId: sale.performance.refund_policy_id,
        retainBuyerUntil: sale.performance.starts_at + CONTACT_RETENTION_MS,
        lines,
        amount: totalOf(lines),
        buyer,
      });
      await seats.claim(tx, {
        performanceId,
        owner: orderId,
        actor: holder,
        seats: pinned.seats,
        epoch: pinned.epoch,
      });
    });
  }

  return async function createOrder(request: CreateOrderRequest): Promise<string> {
    const orderId = orderIdFor(request.holder, request.idempotencyKey);
    const existing = await repository.find(orderId);
    if (existing) return answerRepeated(existing);
    const sale = await sales.of(request.performanceId);
    const priceTypes = request.priceTypes ?? {};
    checkPriceTypes(sale, priceTypes);
    // What cannot be priced is refused before anything is pinned.
    const wanted = seats.seatsOf(request.holds);
    if (wanted.length > MAX_SEATS_PER_ORDER) throw tooLarge();
    priceSeats(sale, wanted, priceTypes);
    try {
      await write(request, orderId, sale);
    } catch (error) {
      const made = error instanceof UniqueConstraintError && (await repository.find(orderId));
      if (made) return answerRepeated(made);
      throw error;
    }
    return orderId;
  };
}

function tooLarge(): AppError {
  const limit = MAX_SEATS_PER_ORDER;
  const message = `One order may have ${String(limit)} seats; please order in parts.`;
  return new AppError('LIMIT', message, { details: { limit } });
}

/** CLAIM-5: the id holds the holder, so a row under it is the holder's own. */
function answerRepeated(order: Order): string {
  if (order.state !== 'void') return order.id;
  throw new AppError('WRONG_STATE', 'This order was given up; choose the seats again.', {
    details: { state: order.state },
  });
}
