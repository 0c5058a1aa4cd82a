import Stripe from 'stripe';
import { unavailable } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logging.ts';
import { fitting } from '../fitting.ts';
import type {
  CloseOutcome,
  LookOutcome,
  PaymentGateway,
  PaymentReference,
  ProviderPayment,
  WebhookOutcome,
  WebhookRequest,
} from '../gateway.ts';
import { createStripeConfirm } from './confirm.ts';
import { createStripeRefund, logMisconfiguration } from './refund.ts';
import { bookOf, isMissing, reasonOf, sessionParams, unpaidBookOf } from './session.ts';

export interface StripeOptions {
  readonly secretKey: string;
  /** `whsec_…` of the webhook endpoint. */
  readonly webhookSecret: string;
  /** @default 'https://api.stripe.com' */
  readonly baseUrl?: string;
  /** Where buyers reach this site; Stripe's page comes back to it. */
  readonly publicUrl: string;
  /** Longest one call to Stripe takes. */
  readonly timeoutMs: number;
  readonly logger: Logger;
}

/** Older than this, and a webhook might be a replay. */
const WEBHOOK_TOLERANCE_SECONDS = 300;
/** An authorisation may be captured so long after it was made. */
const AUTHORISED_FOR_MS = 7 * 86_400_000;
const RETRY_MS = 5_000;

/**
 * Stripe Checkout with manual capture: Stripe's page authorises, we capture. The payment key is
 * the Checkout Session's id, the provider's id the PaymentIntent's.
 */
export function createStripeGateway(options: StripeOptions): PaymentGateway {
  const { logger } = options;
  const stripe = connect(options);

  async function find({ paymentKey, orderId }: PaymentReference): Promise<ProviderPayment | null> {
    if (paymentKey.startsWith('pi_')) return bookOf(await retrieveIntent(paymentKey));
    if (paymentKey !== '') {
      const expand = ['payment_intent.latest_charge'];
      const session = await stripe.checkout.sessions.retrieve(paymentKey, { expand });
      const intent = session.payment_intent;
      return intent && typeof intent === 'object' ? bookOf(intent) : unpaidBookOf(session);
    }
    // Stripe's search is up to a minute behind.
    const query = `metadata['orderId']:'${orderId.replace(/[^\w.:-]/g, '')}'`;
    const found = await stripe.paymentIntents.search({ query, expand: ['data.latest_charge'] });
    const books = found.data.map(bookOf);
    return books.find(({ state }) => state === 'captured') ?? books[0] ?? null;
  }

  function retrieveIntent(id: string): Promise<Stripe.PaymentIntent> {
    return stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  }

  async function look(reference: PaymentReference): Promise<LookOutcome> {
    try {
      const book = await find(reference);
      const ours = book?.orderId === reference.orderId;
      return ours ? { outcome: 'found', ...book } : missing(reference);
    } catch (error) {
      if (isMissing(error)) return missing(reference);
      logMisconfiguration(error, logger);
      return { outcome: 'unknown', reason: reasonOf(error) };
    }
  }

  async function close(reference: PaymentReference, idempotencyKey: string): Promise<CloseOutcome> {
    const before = await look(reference);
    if (before.outcome !== 'found' || before.state !== 'open') return closeOutcome(before);
    try {
      const { providerId } = before;
      if (providerId.startsWith('pi_')) {
        await stripe.paymentIntents.cancel(providerId, {}, { idempotencyKey });
      } else await stripe.checkout.sessions.expire(providerId, {}, { idempotencyKey });
    } catch (error) {
      reasonOf(error);
    }
    return closeOutcome(await look(reference));
  }

  async function* books(since: number): AsyncGenerator<ProviderPayment> {
    const captured: ProviderPayment[] = [];
    const gte = Math.floor(Math.max(0, since - AUTHORISED_FOR_MS) / 1_000);
    const list = { created: { gte }, limit: 100, expand: ['data.latest_charge'] };
    for await (const intent of stripe.paymentIntents.list(list)) {
      const book = bookOf(intent);
      if (book.state === 'captured' && book.orderId !== '') captured.push(book);
    }
    // Stripe lists the newest first.
    yield* captured.reverse();
  }

  const gateway: PaymentGateway = {
    provider: 'stripe',
    banks: [],
    start: async (request) => {
      const params = sessionParams(request, options.publicUrl);
      try {
        const { id, url } = await stripe.checkout.sessions.create(params);
        if (url) {
          return { start: { kind: 'redirect', provider: 'stripe', payUrl: url }, paymentKey: id };
        }
      } catch (error) {
        logMisconfiguration(error, logger);
        throw unavailable('Stripe cannot be reached right now.', RETRY_MS, error);
      }
      throw unavailable('Stripe has no page for this payment.', RETRY_MS);
    },
    recognises: (paymentKey) => paymentKey.startsWith('cs_'),
    confirm: createStripeConfirm(stripe, logger),
    look,
    close,
    refund: createStripeRefund(stripe, logger),
    needsRefundAccount: () => false,
    books,
    webhook: (request) => readWebhook(stripe, options.webhookSecret, request),
  };
  return fitting(gateway, logger);
}

function connect({ secretKey, baseUrl, timeoutMs }: StripeOptions): Stripe {
  const url = new URL(baseUrl ?? 'https://api.stripe.com');
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  return new Stripe(secretKey, {
    host: url.hostname,
    port: url.port === '' ? (protocol === 'http' ? 80 : 443) : Number(url.port),
    protocol,
    timeout: timeoutMs,
    // The reconciler repeats, with a back-off of its own.
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

function missing({ opened }: PaymentReference): LookOutcome {
  return opened ? { outcome: 'unknown', reason: 'MISSING' } : { outcome: 'none' };
}

function closeOutcome(found: LookOutcome): CloseOutcome {
  if (found.outcome === 'unknown') return found;
  if (found.outcome === 'none' || found.state === 'dead') return { outcome: 'closed' };
  if (found.state === 'open') return { outcome: 'unknown', reason: 'OPEN' };
  const { providerId, method, receiptUrl } = found;
  return {
    outcome: 'captured',
    providerId,
    method,
    ...(receiptUrl !== undefined && { receiptUrl }),
  };
}

function readWebhook(stripe: Stripe, secret: string, request: WebhookRequest): WebhookOutcome {
  const { body } = request;
  const signature = request.header('stripe-signature') ?? '';
  try {
    const event = stripe.webhooks.constructEvent(
      body,
      signature,
      secret,
      WEBHOOK_TOLERANCE_SECONDS,
    );
    const { metadata } = event.data.object as { metadata?: Stripe.Metadata | null };
    const orderId = metadata?.['orderId'];
    return orderId === undefined ? { outcome: 'ignored' } : { outcome: 'look', orderId };
  } catch (error) {
    const signed = !(error instanceof Stripe.errors.StripeSignatureVerificationError);
    return signed
      ? { outcome: 'ignored' }
      : { outcome: 'forged', reason: 'the signature is wrong' };
  }
}
