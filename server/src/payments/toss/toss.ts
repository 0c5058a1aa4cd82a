import { invalid } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logging.ts';
import { keyPast } from '../ask-past.ts';
import { fitting } from '../fitting.ts';
import type {
  CloseOutcome,
  ConfirmOutcome,
  ConfirmRequest,
  LookOutcome,
  PaymentGateway,
  PaymentReference,
  StartPayment,
  StartedPayment,
} from '../gateway.ts';
import { createTossApi } from './api.ts';
import type { TossAnswer } from './api.ts';
import { BANKS } from './banks.ts';
import { readBooks } from './books.ts';
import { ABSENT, DECLINED, MISCONFIGURED, UNDECIDED } from './codes.ts';
import { bookOf, capturedOf, depositOf, readPayment, stateOf } from './payment.ts';
import type { TossPayment } from './payment.ts';
import { NEEDS_ACCOUNT, createTossRefund } from './refund.ts';
import { readWebhook } from './webhook.ts';

export interface TossOptions {
  readonly secretKey: string;
  readonly clientKey: string;
  /** @default 'https://api.tosspayments.com' */
  readonly baseUrl?: string;
  /** Address of the browser's SDK. @default 'https://js.tosspayments.com/v2/standard' */
  readonly script?: string;
  /** Longest one call to Toss takes. */
  readonly timeoutMs: number;
  readonly logger: Logger;
}

type Found =
  | { readonly kind: 'found'; readonly payment: TossPayment }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Toss Payments, API version 2022-11-16, in won only. */
export function createTossGateway(options: TossOptions): PaymentGateway {
  const { baseUrl = 'https://api.tosspayments.com', logger } = options;
  const api = createTossApi({ ...options, baseUrl });

  async function find({ paymentKey, orderId, opened }: PaymentReference): Promise<Found> {
    const path =
      paymentKey === '' ? `orders/${encodeURIComponent(orderId)}` : encodeURIComponent(paymentKey);
    const answer = await api.get(`/v1/payments/${path}`);
    if (answer.kind === 'silent') return { kind: 'unknown', reason: answer.reason };
    if (answer.kind === 'error') {
      warn(answer);
      const missing = answer.status === 404 && answer.code === 'NOT_FOUND_PAYMENT';
      return missing && !opened ? { kind: 'none' } : { kind: 'unknown', reason: answer.code };
    }
    const payment = readPayment(answer.body);
    return payment ? { kind: 'found', payment } : { kind: 'unknown', reason: 'UNREADABLE' };
  }

  function warn({ code }: { code: string }): void {
    if (!MISCONFIGURED.has(code)) return;
    logger.error({ code }, 'Toss Payments refuses our keys or our contract');
  }

  async function confirm(request: ConfirmRequest): Promise<ConfirmOutcome> {
    const { paymentKey, orderId, amount, idempotencyKey } = request;
    if (request.currency !== 'KRW') return declined('INVALID_CURRENCY', 'Toss takes won only.');
    const answer = await api.post(
      '/v1/payments/confirm',
      { paymentKey, orderId, amount },
      idempotencyKey,
    );
    if (answer.kind === 'silent') return { outcome: 'unknown', reason: answer.reason };
    if (answer.kind === 'error') return afterError(request, answer);
    const payment = readPayment(answer.body);
    if (payment && matches(payment, request)) return outcomeOf(payment);
    logger.error({ orderId }, 'Toss Payments confirmed something else than was asked');
    return { outcome: 'unknown', reason: 'MISMATCH' };
  }

  /**
   * Only what ends the payment is believed; for the rest the payment's state decides, which Toss
   * ends by itself ten minutes after the authorisation at the latest.
   */
  async function afterError(
    request: ConfirmRequest,
    answer: Extract<TossAnswer, { kind: 'error' }>,
  ): Promise<ConfirmOutcome> {
    const { status, code, message } = answer;
    warn(answer);
    if (status < 500 && DECLINED.has(code)) return declined(code, message);
    if (status === 429) return { outcome: 'unknown', reason: code };
    const found = await find(request);
    if (found.kind === 'unknown') return { outcome: 'unknown', reason: code };
    if (found.kind === 'none') {
      return ABSENT.has(code) ? declined(code, message) : { outcome: 'unknown', reason: code };
    }
    const { payment } = found;
    if (payment.orderId !== request.orderId) {
      return declined('INVALID_REQUEST', 'The payment was made for something else.');
    }
    if (matches(payment, request)) return outcomeOf(payment, code);
    if (stateOf(payment) !== 'captured') {
      return declined('INVALID_REQUEST', 'The payment was made for another amount.');
    }
    logger.error({ orderId: request.orderId }, 'Toss Payments took another amount than was asked');
    return { outcome: 'unknown', reason: 'MISMATCH' };
  }

  async function look(reference: PaymentReference): Promise<LookOutcome> {
    const found = await find(reference);
    if (found.kind === 'unknown') return { outcome: 'unknown', reason: found.reason };
    const ours = found.kind === 'found' && found.payment.orderId === reference.orderId;
    return ours ? { outcome: 'found', ...bookOf(found.payment) } : { outcome: 'none' };
  }

  async function close(reference: PaymentReference, idempotencyKey: string): Promise<CloseOutcome> {
    const before = await find(reference);
    const waiting = before.kind === 'found' && before.payment.status === 'WAITING_FOR_DEPOSIT';
    if (!waiting || before.payment.orderId !== reference.orderId) {
      return closeOutcome(before, reference);
    }
    const path = `/v1/payments/${encodeURIComponent(before.payment.paymentKey)}/cancel`;
    const body = { cancelReason: `given up [${idempotencyKey}]` };
    const first = await api.post(path, body, idempotencyKey);
    if (first.kind === 'silent') return { outcome: 'unknown', reason: first.reason };
    const after = closeOutcome(await find(reference), reference);
    const stored = first.kind === 'error' && first.status < 500 && !UNDECIDED.has(first.status);
    if (after.outcome !== 'unknown' || !stored) return after;
    // Toss repeats what it answered to a key; an account that is not paid into can be closed twice.
    await api.post(path, body, keyPast(idempotencyKey));
    return closeOutcome(await find(reference), reference);
  }

  const gateway: PaymentGateway = {
    provider: 'toss',
    banks: BANKS,
    start: (request) => Promise.resolve(startOf(request, options)),
    // Toss begins its keys with the merchant's name or a mark of its own; the others' are known.
    recognises: (paymentKey) => /^(?!cs_|sbx_)[\w.=-]{1,200}$/.test(paymentKey),
    confirm,
    look,
    close,
    refund: createTossRefund(api, logger),
    needsRefundAccount: (method) => method === NEEDS_ACCOUNT,
    books: (since) => readBooks(api, since),
    webhook: readWebhook,
  };
  return fitting(gateway, logger);
}

function startOf(request: StartPayment, options: TossOptions): StartedPayment {
  const { amount, currency, title } = request;
  if (currency !== 'KRW') throw invalid('currency', 'Toss Payments takes Korean won only.');
  if (amount < 1) throw invalid('amount', 'Toss Payments takes no payment of nothing.');
  const start = {
    kind: 'toss',
    provider: 'toss',
    script: options.script ?? 'https://js.tosspayments.com/v2/standard',
    clientKey: options.clientKey,
    amount,
    currency,
    orderName: title.slice(0, 100),
  } as const;
  return { start };
}

function matches(payment: TossPayment, request: ConfirmRequest): boolean {
  return (
    payment.paymentKey === request.paymentKey &&
    payment.orderId === request.orderId &&
    payment.totalAmount === request.amount &&
    payment.currency === request.currency
  );
}

/** `code`: what a confirmation was answered, where the payment itself does not say why it died. */
function outcomeOf(payment: TossPayment, code?: string): ConfirmOutcome {
  const { failure, status } = payment;
  switch (stateOf(payment)) {
    case 'captured':
      return { outcome: 'done', ...capturedOf(payment) };
    case 'returned':
      return declined(status, 'The payment was taken back.');
    case 'dead':
      return declined(failure?.code ?? code ?? status, failure?.message ?? status);
    case 'open':
      return waitingOutcome(payment);
  }
}

function waitingOutcome(payment: TossPayment): ConfirmOutcome {
  const account = payment.status === 'WAITING_FOR_DEPOSIT' ? depositOf(payment) : undefined;
  if (!account) return { outcome: 'unknown', reason: payment.status };
  return { outcome: 'deposit', account, secret: payment.secret ?? null };
}

function closeOutcome(found: Found, { orderId }: PaymentReference): CloseOutcome {
  if (found.kind === 'unknown') return { outcome: 'unknown', reason: found.reason };
  if (found.kind === 'none' || found.payment.orderId !== orderId) return { outcome: 'closed' };
  const { payment } = found;
  const state = stateOf(payment);
  if (state === 'open') return { outcome: 'unknown', reason: payment.status };
  return state === 'captured'
    ? { outcome: 'captured', ...capturedOf(payment) }
    : { outcome: 'closed' };
}

function declined(code: string, message: string): ConfirmOutcome {
  return { outcome: 'declined', code, message };
}
