import Stripe from 'stripe';
import type { Logger } from '../../platform/logging.ts';
import type { ConfirmOutcome, ConfirmRequest } from '../gateway.ts';
import { logMisconfiguration } from './refund.ts';
import { capturedOf, isMissing, isReplayed, reasonOf } from './session.ts';

const EXPAND = { expand: ['payment_intent.latest_charge'] };
const CHARGE = { expand: ['latest_charge'] };

/**
 * Captures what a Checkout Session authorised. A final no is made final first: an open page is
 * expired and an intent that waits is cancelled, so that neither is paid after it.
 */
export function createStripeConfirm(stripe: Stripe, logger: Logger) {
  async function retrieve(id: string): Promise<Stripe.Checkout.Session | undefined> {
    try {
      return await stripe.checkout.sessions.retrieve(id, EXPAND);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async function fromSession(request: ConfirmRequest): Promise<ConfirmOutcome> {
    const { paymentKey, orderId, idempotencyKey } = request;
    const session = await retrieve(paymentKey);
    if (!session) {
      return request.opened
        ? { outcome: 'unknown', reason: 'MISSING' }
        : declined('NOT_FOUND_PAYMENT', 'There is no such payment.');
    }
    if (session.client_reference_id !== orderId || !isAsked(session, request)) {
      return declined('INVALID_REQUEST', 'The payment was made for something else.');
    }
    if (session.status === 'open') {
      const idempotent = { idempotencyKey: `${idempotencyKey}:expire` };
      await stripe.checkout.sessions.expire(session.id, {}, idempotent);
      return declined('NOT_AUTHORISED', 'The payment was not authorised.');
    }
    if (session.status === 'expired') return declined('EXPIRED', 'The payment page has expired.');
    const intent = session.payment_intent;
    if (!intent || typeof intent !== 'object') return { outcome: 'unknown', reason: 'NO_INTENT' };
    if (intent.status !== 'requires_capture') return judge(intent, request);
    return capture(intent, request);
  }

  async function capture(
    { id }: Stripe.PaymentIntent,
    request: ConfirmRequest,
  ): Promise<ConfirmOutcome> {
    const { idempotencyKey } = request;
    try {
      return await judge(await captureOnce(id, idempotencyKey), request);
    } catch (error) {
      if (!isAnswer(error)) throw error;
      const intent = await stripe.paymentIntents.retrieve(id, CHARGE);
      const refused = error instanceof Stripe.errors.StripeCardError;
      if (refused && intent.status === 'requires_capture') {
        return cancel(intent, request, error.decline_code || (error.code ?? error.type));
      }
      return judge(intent, request);
    }
  }

  /**
   * An intent is captured once whatever the key. A key keeps a failure of Stripe's for a day; one
   * that is answered again is asked past it.
   */
  async function captureOnce(id: string, idempotencyKey: string): Promise<Stripe.PaymentIntent> {
    try {
      return await stripe.paymentIntents.capture(id, CHARGE, { idempotencyKey });
    } catch (error) {
      if (!isReplayed(error)) throw error;
      return stripe.paymentIntents.capture(id, CHARGE);
    }
  }

  async function judge(
    intent: Stripe.PaymentIntent,
    request: ConfirmRequest,
  ): Promise<ConfirmOutcome> {
    switch (intent.status) {
      case 'succeeded':
        if (intent.amount_received === request.amount && isAsked(intent, request)) {
          return { outcome: 'done', ...capturedOf(intent) };
        }
        logger.error({ orderId: request.orderId }, 'Stripe took something else than was asked');
        return { outcome: 'unknown', reason: 'MISMATCH' };
      case 'canceled':
        return declined('CANCELED', 'The payment was cancelled.');
      case 'requires_action':
      case 'requires_confirmation':
      case 'requires_payment_method':
        return cancel(intent, request, intent.last_payment_error?.code ?? 'NOT_AUTHORISED');
      default:
        return { outcome: 'unknown', reason: intent.status };
    }
  }

  async function cancel(
    intent: Stripe.PaymentIntent,
    { idempotencyKey }: ConfirmRequest,
    code: string,
  ): Promise<ConfirmOutcome> {
    const idempotent = { idempotencyKey: `${idempotencyKey}:cancel` };
    const cancelled = await stripe.paymentIntents.cancel(intent.id, {}, idempotent);
    if (cancelled.status === 'canceled') return declined(code, 'The payment was declined.');
    return { outcome: 'unknown', reason: cancelled.status };
  }

  return async function confirm(request: ConfirmRequest): Promise<ConfirmOutcome> {
    if (!request.paymentKey.startsWith('cs_')) {
      return declined('NOT_FOUND_PAYMENT', 'There is no such payment.');
    }
    try {
      return await fromSession(request);
    } catch (error) {
      logMisconfiguration(error, logger);
      return { outcome: 'unknown', reason: reasonOf(error) };
    }
  };
}

/** Stripe answered about this payment; a failure of its own or of our key says nothing of it. */
function isAnswer(error: unknown): boolean {
  const { StripeCardError, StripeInvalidRequestError } = Stripe.errors;
  return error instanceof StripeCardError || error instanceof StripeInvalidRequestError;
}

function isAsked(
  payment: Stripe.Checkout.Session | Stripe.PaymentIntent,
  { amount, currency }: ConfirmRequest,
): boolean {
  const total = payment.object === 'checkout.session' ? payment.amount_total : payment.amount;
  return total === amount && payment.currency === currency.toLowerCase();
}

function declined(code: string, message: string): ConfirmOutcome {
  return { outcome: 'declined', code, message };
}
