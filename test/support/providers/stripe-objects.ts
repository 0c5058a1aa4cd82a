import { randomBytes } from 'node:crypto';

export interface StoredIntent {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  /** Code with which the bank will refuse the capture. */
  readonly refusal: string | undefined;
  status:
    | 'requires_payment_method'
    | 'requires_action'
    | 'requires_capture'
    | 'processing'
    | 'canceled'
    | 'succeeded';
  received: number;
  captures: number;
  readonly refunds: StoredRefund[];
}

export interface StoredRefund {
  readonly id: string;
  readonly amount: number;
  readonly metadata: Record<string, string>;
  status: 'succeeded' | 'pending' | 'failed' | 'canceled';
}

export interface StoredSession {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly expiresAt: number;
  readonly successUrl: string;
  readonly cancelUrl: string;
  status: 'open' | 'complete' | 'expired';
  intent: StoredIntent | undefined;
}

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;
export const seconds = (): number => Math.floor(Date.now() / 1_000);

export const refundedOf = ({ refunds }: StoredIntent): number =>
  refunds
    .filter(({ status }) => status !== 'failed' && status !== 'canceled')
    .reduce((sum, { amount }) => sum + amount, 0);

export function newIntent(
  { orderId, amount, currency }: Pick<StoredSession, 'orderId' | 'amount' | 'currency'>,
  refusal?: string,
): StoredIntent {
  return {
    ...{ id: newId('pi'), orderId, amount, currency, refusal },
    ...{ created: seconds(), status: 'requires_capture', received: 0, captures: 0, refunds: [] },
  };
}

/** `expanded`: with its charge as an object and not as an id. */
export function intentBody(intent: StoredIntent, expanded: boolean): object {
  const charge = `ch_${intent.id.slice(3)}`;
  return {
    id: intent.id,
    object: 'payment_intent',
    amount: intent.amount,
    amount_capturable: intent.status === 'requires_capture' ? intent.amount : 0,
    amount_received: intent.received,
    capture_method: 'manual',
    created: intent.created,
    currency: intent.currency,
    metadata: { orderId: intent.orderId },
    status: intent.status,
    last_payment_error: null,
    latest_charge: expanded ? chargeBody(intent, charge) : charge,
  };
}

function chargeBody(intent: StoredIntent, id: string): object {
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: intent.received,
    amount_refunded: refundedOf(intent),
    captured: intent.received > 0,
    currency: intent.currency,
    payment_intent: intent.id,
    payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
    receipt_url: `https://receipt.example/${intent.orderId}`,
  };
}

export function sessionBody(
  session: StoredSession,
  expand: readonly string[],
  url: string,
): object {
  const { intent } = session;
  const expanded = expand.some((path) => path.startsWith('payment_intent'));
  const withCharge = expand.includes('payment_intent.latest_charge');
  return {
    id: session.id,
    object: 'checkout.session',
    amount_total: session.amount,
    client_reference_id: session.orderId,
    currency: session.currency,
    expires_at: session.expiresAt,
    metadata: { orderId: session.orderId },
    mode: 'payment',
    payment_intent: expanded && intent ? intentBody(intent, withCharge) : (intent?.id ?? null),
    payment_status: intent && intent.received > 0 ? 'paid' : 'unpaid',
    status: session.status,
    url: session.status === 'open' ? `${url}/pay/${session.id}` : null,
  };
}

export function refundBody(refund: StoredRefund, intent: StoredIntent): object {
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    currency: intent.currency,
    metadata: refund.metadata,
    payment_intent: intent.id,
    status: refund.status,
  };
}

/** A page of a list, newest first, behind `starting_after`. */
export function listBody(
  items: readonly { readonly id: string }[],
  query: URLSearchParams,
  body: (id: string) => object,
  url: string,
): object {
  const limit = Number(query.get('limit') ?? 10);
  const after = query.get('starting_after');
  const newestFirst = items.map(({ id }) => id).reverse();
  const start = after === null ? 0 : newestFirst.indexOf(after) + 1;
  const page = newestFirst.slice(start, start + limit);
  const has_more = start + limit < newestFirst.length;
  return { object: 'list', url, has_more, data: page.map(body) };
}
