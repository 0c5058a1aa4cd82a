import Stripe from 'stripe';
import type { Logger } from '../../platform/logging.ts';
import type { RefundOutcome, RefundRequest } from '../gateway.ts';
import { chargeOf, isMissing, reasonOf } from './session.ts';

/**
 * Gives money back, once for a key, for ever. Stripe keeps an idempotency key for a day, so the
 * key is also in the refund's metadata, and the refunds of the payment are read before every try.
 */
export function createStripeRefund(stripe: Stripe, logger: Logger) {
  async function listed(request: RefundRequest): Promise<Stripe.Refund[]> {
    return stripe.refunds
      .list({ payment_intent: request.providerId, limit: 100 })
      .autoPagingToArray({ limit: 10_000 });
  }

  async function create(request: RefundRequest): Promise<RefundOutcome> {
    const { providerId, orderId, amount, idempotencyKey, reason } = request;
    try {
      const metadata = { refundId: idempotencyKey, orderId, reason: reason.slice(0, 500) };
      const params = { payment_intent: providerId, amount, metadata };
      return judge(await stripe.refunds.create(params, { idempotencyKey }));
    } catch (error) {
      if (isFinal(error)) return await afterRefusal(request, error);
      logMisconfiguration(error, logger);
      return { outcome: 'unknown', reason: reasonOf(error) };
    }
  }

  /** The refusal may be of a repetition, or of what was done on Stripe's own pages. */
  async function afterRefusal(
    request: RefundRequest,
    { code, type, message }: Stripe.errors.StripeError,
  ): Promise<RefundOutcome> {
    const refunds = await listed(request);
    const made = refunds.find(isOurs(request));
    if (made) return judge(made);
    const intent = await retrieve(request);
    if (intent && isReturnedByHand(intent, refunds, request)) {
      logger.warn({ orderId: request.orderId }, 'a refund had been made by hand');
      return { outcome: 'done' };
    }
    return { outcome: 'refused', code: code ?? type, message };
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
      const made = (await listed(request)).find(isOurs(request));
      return made ? judge(made) : await create(request);
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

const isOurs = (request: RefundRequest) => (refund: Stripe.Refund) =>
  refund.metadata?.['refundId'] === request.idempotencyKey;

/** A bank may still send a pending refund back. */
function judge({ status, failure_reason: reason }: Stripe.Refund): RefundOutcome {
  if (status === 'succeeded') return { outcome: 'done' };
  if (status === 'failed' || status === 'canceled') {
    return refused(reason ?? status, 'The refund did not arrive.');
  }
  return { outcome: 'unknown', reason: status ?? 'pending' };
}

/** A wrong request, and nothing that only holds for the moment. */
function isFinal(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 400;
}

/** Nothing is left of the payment, and what went back without a key of ours covers this refund. */
function isReturnedByHand(
  intent: Stripe.PaymentIntent,
  refunds: readonly Stripe.Refund[],
  request: RefundRequest,
): boolean {
  if ((chargeOf(intent)?.amount_refunded ?? 0) < intent.amount_received) return false;
  const byHand = refunds.filter(
    ({ metadata, status }) => metadata?.['refundId'] === undefined && status === 'succeeded',
  );
  return byHand.reduce((sum, { amount }) => sum + amount, 0) >= request.amount;
}

function refused(code: string, message: string): RefundOutcome {
  return { outcome: 'refused', code, message };
}
