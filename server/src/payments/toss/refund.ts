import { createHash } from 'node:crypto';
import type { RefundAccount } from '@ticket-flow/client/protocol';
import type { Logger } from '../../platform/logging.ts';
import type { RefundOutcome, RefundRequest } from '../gateway.ts';
import type { TossAnswer, TossApi } from './api.ts';
import { MISCONFIGURED, REFUND_REFUSED } from './codes.ts';
import { readPayment } from './payment.ts';
import type { TossPayment } from './payment.ts';

export const NEEDS_ACCOUNT = '가상계좌';
const REASON_LENGTH = 200;

/**
 * Gives money back, once for a key, for ever. Toss keeps an idempotency key for 15 days only, so
 * the key also ends the reason of the cancellation, where it stays readable, and the payment is
 * looked at before every try.
 */
export function createTossRefund(api: TossApi, logger: Logger) {
  async function find(providerId: string): Promise<TossPayment | TossAnswer> {
    const answer = await api.get(pathOf(providerId));
    const payment = answer.kind === 'ok' ? readPayment(answer.body) : undefined;
    return payment ?? (answer.kind === 'ok' ? { kind: 'silent', reason: 'UNREADABLE' } : answer);
  }

  async function cancel(request: RefundRequest): Promise<RefundOutcome> {
    const { idempotencyKey, account } = request;
    const body = {
      cancelReason: reasonOf(request),
      cancelAmount: request.amount,
      ...(account && { refundReceiveAccount: receiverOf(account) }),
    };
    const key = keyOf(idempotencyKey, account);
    const answer = await api.post(`${pathOf(request.providerId)}/cancel`, body, key);
    if (answer.kind === 'silent') return { outcome: 'unknown', reason: answer.reason };
    if (answer.kind === 'ok') {
      const payment = readPayment(answer.body);
      return payment ? judge(payment, request) : { outcome: 'unknown', reason: 'UNREADABLE' };
    }
    if (MISCONFIGURED.has(answer.code)) {
      logger.error({ code: answer.code }, 'Toss Payments refuses our keys or our contract');
    }
    return afterError(request, answer);
  }

  /** The error may speak of a cancellation that has been made: the payment decides. */
  async function afterError(
    request: RefundRequest,
    { status, code, message }: Extract<TossAnswer, { kind: 'error' }>,
  ): Promise<RefundOutcome> {
    const final = status < 500 && REFUND_REFUSED.has(code);
    if (!final) return { outcome: 'unknown', reason: code };
    const payment = await find(request.providerId);
    if ('kind' in payment) return { outcome: 'unknown', reason: code };
    if (isReturned(payment, request)) return { outcome: 'done' };
    if (isReturnedByHand(payment, request)) {
      logger.warn({ orderId: request.orderId }, 'a refund had been made by hand');
      return { outcome: 'done' };
    }
    return { outcome: 'refused', code, message };
  }

  return async function refund(request: RefundRequest): Promise<RefundOutcome> {
    const payment = await find(request.providerId);
    if ('kind' in payment) {
      if (payment.kind === 'error' && payment.code === 'NOT_FOUND_PAYMENT') {
        return { outcome: 'refused', code: payment.code, message: payment.message };
      }
      return { outcome: 'unknown', reason: payment.kind === 'error' ? payment.code : 'NO_ANSWER' };
    }
    if (payment.orderId !== request.orderId || payment.currency !== request.currency) {
      return { outcome: 'refused', code: 'INVALID_REQUEST', message: 'This is another payment.' };
    }
    if (payment.cancels?.some(isOurs(request))) return judge(payment, request);
    if (payment.method === NEEDS_ACCOUNT && !request.account) {
      const message = 'A virtual account is paid back into a bank account only.';
      return { outcome: 'refused', code: 'REFUND_ACCOUNT_NEEDED', message };
    }
    return cancel(request);
  };
}

const pathOf = (paymentKey: string): string => `/v1/payments/${encodeURIComponent(paymentKey)}`;

const markOf = ({ idempotencyKey }: RefundRequest): string => `[${idempotencyKey}]`;

function reasonOf(request: RefundRequest): string {
  const mark = markOf(request);
  return `${request.reason.slice(0, REASON_LENGTH - mark.length - 1)} ${mark}`;
}

const isOurs =
  (request: RefundRequest) =>
  ({ cancelReason }: { cancelReason?: string | null | undefined }): boolean =>
    cancelReason?.endsWith(markOf(request)) === true;

/** A cancellation that Toss has not finished (overseas payments) is not done yet. */
function isReturned(payment: TossPayment, request: RefundRequest): boolean {
  const made = payment.cancels?.find(isOurs(request));
  if (!made) return false;
  return (made.cancelStatus ?? 'DONE') === 'DONE' && made.cancelAmount === request.amount;
}

function judge(payment: TossPayment, request: RefundRequest): RefundOutcome {
  if (isReturned(payment, request)) return { outcome: 'done' };
  return { outcome: 'unknown', reason: payment.status };
}

/**
 * Nothing is left of the payment, and as much went back without a key of ours as this refund is
 * over: somebody did it on the provider's own pages, and the buyer has the money.
 */
function isReturnedByHand(payment: TossPayment, request: RefundRequest): boolean {
  if (payment.balanceAmount > 0 || !payment.approvedAt) return false;
  const byHand = (payment.cancels ?? []).filter(
    ({ cancelReason }) => !/\[\S+\]$/.test(cancelReason ?? ''),
  );
  return byHand.reduce((sum, { cancelAmount }) => sum + cancelAmount, 0) >= request.amount;
}

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
function keyOf(idempotencyKey: string, account: RefundAccount | undefined): string {
  if (!account) return idempotencyKey;
  const { bank, accountNumber, accountHolder } = account;
  const digest = createHash('sha256').update(JSON.stringify([bank, accountNumber, accountHolder]));
  return `${idempotencyKey}.${digest.digest('hex').slice(0, 16)}`;
}
