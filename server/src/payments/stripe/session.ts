import Stripe from 'stripe';
import { invalid } from '../../platform/errors.ts';
import type { CapturedPayment, ProviderPayment, StartPayment } from '../gateway.ts';

/** Stripe counts these in hundredths although they have no minor unit. */
const ODD_CURRENCIES = new Set(['ISK', 'UGX']);
const MINUTE_MS = 60_000;
/** Stripe's rule is 30 minutes to 24 hours; a minute of difference between clocks fits in. */
const SHORTEST_MS = 31 * MINUTE_MS;
const LONGEST_MS = (24 * 60 - 1) * MINUTE_MS;

export function sessionParams(
  request: StartPayment,
  publicUrl: string,
): Stripe.Checkout.SessionCreateParams {
  const { orderId, amount, currency, title, locale, returnPath } = request;
  if (ODD_CURRENCIES.has(currency))
    throw invalid('currency', `Stripe is not used for ${currency}.`);
  if (amount < 1) throw invalid('amount', 'Stripe takes no payment of nothing.');
  const back = new URL(returnPath, publicUrl).href;
  const told = new URLSearchParams({ orderId, amount: String(amount) }).toString();
  const now = Date.now();
  const expiresAt = Math.min(Math.max(request.expiresAt, now + SHORTEST_MS), now + LONGEST_MS);
  return {
    mode: 'payment',
    client_reference_id: orderId,
    metadata: { orderId },
    payment_intent_data: { capture_method: 'manual', metadata: { orderId } },
    // Those that can be authorised first and captured later, and given back without an account.
    allowed_payment_method_types: ['card'],
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: amount,
          product_data: { name: title },
        },
      },
    ],
    locale: locale === 'ko' || locale === 'en' ? locale : 'auto',
    expires_at: Math.floor(expiresAt / 1_000),
    // Stripe fills in the braces, which must reach it as they are.
    success_url: `${back}?paymentKey={CHECKOUT_SESSION_ID}&${told}`,
    cancel_url: `${back}?code=USER_CANCEL&message=&orderId=${encodeURIComponent(orderId)}`,
  };
}

export function chargeOf(intent: Stripe.PaymentIntent): Stripe.Charge | undefined {
  const charge = intent.latest_charge;
  return charge !== null && typeof charge === 'object' ? charge : undefined;
}

export function capturedOf(intent: Stripe.PaymentIntent): CapturedPayment {
  const charge = chargeOf(intent);
  return {
    providerId: intent.id,
    method: charge?.payment_method_details?.type ?? 'card',
    ...(charge?.receipt_url && { receiptUrl: charge.receipt_url }),
  };
}

export function bookOf(intent: Stripe.PaymentIntent): ProviderPayment {
  const captured = intent.status === 'succeeded';
  return {
    ...capturedOf(intent),
    orderId: intent.metadata['orderId'] ?? '',
    state: captured ? 'captured' : intent.status === 'canceled' ? 'dead' : 'open',
    currency: intent.currency.toUpperCase(),
    captured: captured ? intent.amount_received : 0,
    returned: captured ? (chargeOf(intent)?.amount_refunded ?? 0) : 0,
  };
}

/** A page that was not paid on: there is no intent yet, or there never will be. */
export function unpaidBookOf(session: Stripe.Checkout.Session): ProviderPayment {
  return {
    providerId: session.id,
    method: 'card',
    orderId: session.client_reference_id ?? '',
    state: session.status === 'expired' ? 'dead' : 'open',
    currency: (session.currency ?? '').toUpperCase(),
    captured: 0,
    returned: 0,
  };
}

/** Why a call brought no answer to go by. Throws on what is no answer of Stripe's at all. */
export function reasonOf(error: unknown): string {
  if (error instanceof Stripe.errors.StripeError) return error.code ?? error.type;
  throw error;
}

/**
 * Whether what was to be read does not exist; to be asked of a read only. Stripe says the same of a
 * payment that was made with a test key when a live one asks, and the other way round.
 */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const missing = error.statusCode === 404 && error.code === 'resource_missing';
  return missing && !error.message.includes('a similar object exists');
}

/** Whether Stripe answered what it had answered before to this key. */
export function isReplayed(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return error.headers?.['idempotent-replayed'] === 'true';
}
