import Stripe from 'stripe';
import type { Logger } from '../../platform/logging.ts';
import { keyPast } from '../ask-past.ts';
import { isMadeByHand } from '../by-hand.ts';
import type { RefundOutcome, RefundRequest } from '../gateway.ts';
import { chargeOf, isMissing, isReplayed, reasonOf } from './session.ts';

/**
 * Gives money back, once for a refund's id, for ever. Stripe keeps an idempotency key for a day, so
 * the id is also in the refund's metadata, and the refunds of the payment are read before every try.
 */
export function createStripeRefund(stripe: Stripe, logger: Logger) {
  async function create(request: RefundRequest, idempotencyKey: string): Promise<RefundOutcome> {
    try {
      const params = paramsOf(request);
      return judge(await stripe.refunds.create(params, { idempotencyKey }), request);
    } catch (error) {
      if (isReplayed(error) || isFinal(error))
        return await afterAnswer(request, idempotencyKey, error);
      logMisconfiguration(error, logger);
      return { outcome: 'unknown', reason: reasonOf(error) };
    }
  }

  /**
   * The answer may be of a repetition, or of what was done on Stripe's own pages. A key keeps a
   * failure for a day; one that is answered again is asked past it.
   */
  async function afterAnswer(
    request: RefundRequest,
    key: string,
    error: unknown,
  ): Promise<RefundOutcome> {
    const intent = await retrieve(request);
    const made = intent && (await findMade(intent, request));
    if (made) return made;
    const past = keyPast(request.idempotencyKey);
    if (isReplayed(error) && key !== past) return create(request, past);
    if (isFinal(error)) return refused(error.code ?? error.type, error.message);
    return { outcome: 'unknown', reason: reasonOf(error) };
  }

  /** Undefined: nothing was made for this refund. */
  async function findMade(
    intent: Stripe.PaymentIntent,
    request: RefundRequest,
  ): Promise<RefundOutcome | undefined> {
    const refunds = await stripe.refunds
      .list({ payment_intent: intent.id, limit: 100 })
      .autoPagingToArray({ limit: 10_000 });
    const own = ownOutcome(refunds, request);
    if (own || !isMadeByHand(givenBack(intent, refunds), request.amount)) return own;
    logger.warn({ orderId: request.orderId }, 'a refund had been made by hand');
    return { outcome: 'done' };
  }

  async function retrieve({
    providerId,
  }: RefundRequest): Promise<Stripe.PaymentIntent | undefined> {
    try {
      return await stripe.paymentIntents.retrieve(providerId, { expand: ['latest_charge'] });
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  return async function refund(request: RefundRequest): Promise<RefundOutcome> {
    try {
      const intent = await retrieve(request);
      if (!intent) return refused('NOT_FOUND_PAYMENT', 'There is no such payment.');
      const asked = intent.metadata['orderId'] === request.orderId;
      if (!asked || intent.currency !== request.currency.toLowerCase()) {
        return refused('INVALID_REQUEST', 'This is another payment.');
      }
      const made = await findMade(intent, request);
      return made ?? (await create(request, request.idempotencyKey));
    } catch (error) {
      logMisconfiguration(error, logger);
      return { outcome: 'unknown', reason: reasonOf(error) };
    }
  };
}

export function logMisconfiguration(error: unknown, logger: Logger): void {
  const { StripeAuthenticationError, StripePermissionError } = Stripe.errors;
  if (error instanceof StripeAuthenticationError || error instanceof StripePermissionError) {
    logger.error({ code: error.code, type: error.type }, 'Stripe refuses our key');
  }
}

function paramsOf(request: RefundRequest): Stripe.RefundCreateParams {
  const { providerId, orderId, amount, refundId, idempotencyKey, reason } = request;
  const key = idempotencyKey !== refundId && { key: idempotencyKey };
  const metadata = { refundId, ...key, orderId, reason: reason.slice(0, 500) };
  return { payment_intent: providerId, amount, metadata };
}

/**
 * What became of the refund with this id. One that came to nothing answers the key it was asked
 * under, no other.
 */
function ownOutcome(
  refunds: readonly Stripe.Refund[],
  request: RefundRequest,
): RefundOutcome | undefined {
  const own = refunds.filter(({ metadata }) => metadata?.['refundId'] === request.refundId);
  const standing = own.filter((made) => !hasFailed(made));
  const made =
    standing.find(({ status }) => status === 'succeeded') ??
    standing[0] ??
    own.find(({ metadata }) => (metadata?.['key'] ?? request.refundId) === request.idempotencyKey);
  return made && judge(made, request);
}

const hasFailed = ({ status }: Stripe.Refund): boolean =>
  status === 'failed' || status === 'canceled';

/** A bank may still send a pending refund back. */
function judge(made: Stripe.Refund, request: RefundRequest): RefundOutcome {
  const { status, failure_reason: reason, amount } = made;
  if (hasFailed(made)) return refused(reason ?? status ?? 'failed', 'The refund did not arrive.');
  if (amount !== request.amount) {
    return refused('INVALID_REQUEST', 'Another amount was given back for this refund.');
  }
  if (status === 'succeeded') return { outcome: 'done' };
  return { outcome: 'unknown', reason: status ?? 'pending' };
}

/** A wrong request, and nothing that only holds for the moment. */
function isFinal(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 400;
}

function givenBack(intent: Stripe.PaymentIntent, refunds: readonly Stripe.Refund[]) {
  const byHand = refunds
    .filter(({ metadata, status }) => !metadata?.['refundId'] && status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount, 0);
  return { byHand, left: intent.amount_received - (chargeOf(intent)?.amount_refunded ?? 0) };
}

function refused(code: string, message: string): RefundOutcome {
  return { outcome: 'refused', code, message };
}
