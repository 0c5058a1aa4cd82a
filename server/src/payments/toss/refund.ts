import { createHash } from 'node:crypto';
import type { RefundAccount } from '@ticket-flow/client/protocol';
import type { Logger } from '../../platform/logging.ts';
import { keyPast } from '../ask-past.ts';
import { isMadeByHand } from '../by-hand.ts';
import type { RefundOutcome, RefundRequest } from '../gateway.ts';
import type { TossAnswer, TossApi } from './api.ts';
import { ACCOUNT_REFUSED, MISCONFIGURED, MOMENTARY, UNDECIDED } from './codes.ts';
import { readPayment } from './payment.ts';
import type { TossPayment } from './payment.ts';

export const NEEDS_ACCOUNT = '가상계좌';
const REASON_LENGTH = 200;
const ACCOUNT_NEEDED = 'REFUND_ACCOUNT_NEEDED';
/** Ways in which a cancellation that Toss took on can have come to nothing. */
const ENDED = new Set(['ABORTED', 'CANCELED', 'EXPIRED', 'FAILED', 'REJECTED']);
/** The refund's id ends the reason, and the key where it is another one. */
const MARK = /\[([^\s\]]+)(?: ([^\s\]]+))?\]$/;

type Cancel = NonNullable<TossPayment['cancels']>[number];
type TossError = Extract<TossAnswer, { kind: 'error' }>;

/**
 * Gives money back, once for a refund's id, for ever. Toss keeps an idempotency key for 15 days
 * only, so the id also ends the reason of the cancellation, where it stays readable, and the payment
 * is looked at before every try. A cancellation names the balance it was decided on: Toss refuses it
 * when another one came first.
 */
export function createTossRefund(api: TossApi, logger: Logger) {
  async function find(providerId: string): Promise<TossPayment | TossAnswer> {
    const answer = await api.get(pathOf(providerId));
    const payment = answer.kind === 'ok' ? readPayment(answer.body) : undefined;
    return payment ?? (answer.kind === 'ok' ? { kind: 'silent', reason: 'UNREADABLE' } : answer);
  }

  async function cancel(
    request: RefundRequest,
    payment: TossPayment,
    key: string,
  ): Promise<RefundOutcome> {
    const path = `${pathOf(request.providerId)}/cancel`;
    const answer = await api.post(path, bodyOf(request, payment), key);
    if (answer.kind === 'silent') return unknown(answer.reason);
    if (answer.kind === 'error') return afterError(request, key, answer);
    const after = readPayment(answer.body);
    return after ? (ownOutcome(after, request) ?? unknown(after.status)) : unknown('UNREADABLE');
  }

  /**
   * The error may speak of a cancellation that has been made: the payment decides. Toss repeats an
   * error of the moment for as long as the key is kept; it is asked past it. Any other refusal is
   * final, one that we do not know as well: asking again under another key finds what was made.
   */
  async function afterError(
    request: RefundRequest,
    key: string,
    { status, code, message }: TossError,
  ): Promise<RefundOutcome> {
    if (MISCONFIGURED.has(code)) {
      logger.error({ code }, 'Toss Payments refuses our keys or our contract');
    }
    const momentary = MOMENTARY.has(code) || MISCONFIGURED.has(code);
    const undecided = UNDECIDED.has(status) || code.startsWith('HTTP_');
    if (undecided || (status >= 500 && !momentary)) return unknown(code);
    const payment = await find(request.providerId);
    if ('kind' in payment) return unknown(code);
    const made = madeOutcome(payment, request);
    if (made) return made;
    if (!momentary) return refused(codeOf(code, payment), message);
    const past = keyPast(keyOf(request, payment));
    return key === past ? unknown(code) : cancel(request, payment, past);
  }

  /** Undefined: nothing was made for this refund. */
  function madeOutcome(payment: TossPayment, request: RefundRequest): RefundOutcome | undefined {
    const own = ownOutcome(payment, request);
    if (own || !payment.approvedAt) return own;
    if (!isMadeByHand(givenBack(payment), request.amount)) return undefined;
    logger.warn({ orderId: request.orderId }, 'a refund had been made by hand');
    return { outcome: 'done' };
  }

  return async function refund(request: RefundRequest): Promise<RefundOutcome> {
    const payment = await find(request.providerId);
    if ('kind' in payment) {
      if (payment.kind === 'error' && payment.code === 'NOT_FOUND_PAYMENT') {
        return refused(payment.code, payment.message);
      }
      return unknown(payment.kind === 'error' ? payment.code : 'NO_ANSWER');
    }
    if (payment.orderId !== request.orderId || payment.currency !== request.currency) {
      return refused('INVALID_REQUEST', 'This is another payment.');
    }
    const made = madeOutcome(payment, request);
    if (made) return made;
    if (payment.method === NEEDS_ACCOUNT && !request.account) {
      return refused(ACCOUNT_NEEDED, 'A virtual account is paid back into a bank account only.');
    }
    return cancel(request, payment, keyOf(request, payment));
  };
}

const pathOf = (paymentKey: string): string => `/v1/payments/${encodeURIComponent(paymentKey)}`;

function bodyOf(request: RefundRequest, payment: TossPayment) {
  const account = accountOf(request, payment);
  return {
    cancelReason: reasonOf(request),
    cancelAmount: request.amount,
    refundableAmount: payment.balanceAmount,
    ...(account && { refundReceiveAccount: receiverOf(account) }),
  };
}

function reasonOf({ refundId, idempotencyKey, reason }: RefundRequest): string {
  const mark = idempotencyKey === refundId ? `[${refundId}]` : `[${refundId} ${idempotencyKey}]`;
  return `${reason.slice(0, REASON_LENGTH - mark.length - 1)} ${mark}`;
}

function markOf({ cancelReason }: Cancel): { refundId: string; key: string } | undefined {
  const [, refundId, key] = MARK.exec(cancelReason ?? '') ?? [];
  return refundId === undefined ? undefined : { refundId, key: key ?? refundId };
}

const statusOf = ({ cancelStatus }: Cancel): string => cancelStatus ?? 'DONE';

/**
 * What became of the cancellation with this refund's mark. One that Toss has not finished (overseas
 * payments) is not done yet; one that came to nothing answers the key it was asked under, no other.
 */
function ownOutcome(payment: TossPayment, request: RefundRequest): RefundOutcome | undefined {
  const { refundId, idempotencyKey, amount } = request;
  const own = (payment.cancels ?? []).filter((made) => markOf(made)?.refundId === refundId);
  const standing = own.filter((made) => !ENDED.has(statusOf(made)));
  const made = standing.find((one) => statusOf(one) === 'DONE') ?? standing[0];
  if (made) {
    if (statusOf(made) !== 'DONE') return unknown(statusOf(made));
    if (made.cancelAmount === amount) return { outcome: 'done' };
    return refused('INVALID_REQUEST', 'Another amount was given back for this refund.');
  }
  const ended = own.find((one) => markOf(one)?.key === idempotencyKey);
  return ended && refused(statusOf(ended), 'The cancellation came to nothing.');
}

function givenBack(payment: TossPayment) {
  const byHand = (payment.cancels ?? [])
    .filter((made) => !markOf(made) && statusOf(made) === 'DONE')
    .reduce((sum, { cancelAmount }) => sum + cancelAmount, 0);
  return { byHand, left: payment.balanceAmount };
}

/** A refused account is the buyer's to correct. */
function codeOf(code: string, payment: TossPayment): string {
  return payment.method === NEEDS_ACCOUNT && ACCOUNT_REFUSED.has(code) ? ACCOUNT_NEEDED : code;
}

const accountOf = (request: RefundRequest, { method }: TossPayment): RefundAccount | undefined =>
  method === NEEDS_ACCOUNT ? request.account : undefined;

function receiverOf(account: RefundAccount) {
  return {
    bank: account.bank,
    accountNumber: account.accountNumber.replace(/\D/g, ''),
    holderName: account.accountHolder,
  };
}

/**
 * Toss repeats its first answer to a key, a refusal of the account included. So that a corrected
 * account is a new question, the account is part of the key; it changes after a refusal only.
 */
function keyOf(request: RefundRequest, payment: TossPayment): string {
  const account = accountOf(request, payment);
  if (!account) return request.idempotencyKey;
  const { bank, accountNumber, accountHolder } = account;
  const digest = createHash('sha256').update(JSON.stringify([bank, accountNumber, accountHolder]));
  return `${request.idempotencyKey}.${digest.digest('hex').slice(0, 16)}`;
}

function unknown(reason: string): RefundOutcome {
  return { outcome: 'unknown', reason };
}

function refused(code: string, message: string): RefundOutcome {
  return { outcome: 'refused', code, message };
}
