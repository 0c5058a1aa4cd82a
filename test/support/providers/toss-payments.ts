import { randomBytes } from 'node:crypto';
import type { Authorisation } from './provider-server.ts';

export type TossStatus =
  | 'IN_PROGRESS'
  | 'WAITING_FOR_DEPOSIT'
  | 'DONE'
  | 'CANCELED'
  | 'PARTIAL_CANCELED'
  | 'ABORTED'
  | 'EXPIRED';

export interface StoredPayment {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly method: string;
  readonly refusal: string | undefined;
  readonly secret: string;
  readonly dueDate: string;
  status: TossStatus;
  approvedAt: string | null;
  balance: number;
  captures: number;
  readonly cancels: StoredCancel[];
}

export interface StoredCancel {
  readonly cancelAmount: number;
  readonly cancelReason: string;
  readonly transactionKey: string;
  cancelStatus: 'DONE' | 'IN_PROGRESS' | 'ABORTED';
}

export interface LedgerRow {
  readonly transactionKey: string;
  readonly paymentKey: string;
  readonly orderId: string;
  readonly method: string;
  readonly currency: string;
  readonly status: TossStatus;
  readonly amount: number;
  readonly transactionAt: string;
}

export const VIRTUAL_ACCOUNT = '가상계좌';
const DAY_MS = 86_400_000;
const KOREA_MS = 9 * 3_600_000;

export function newPayment(
  orderId: string,
  amount: number,
  { method = '카드', currency = 'KRW', refusal }: Authorisation = {},
): StoredPayment {
  return {
    paymentKey: `tlocal${randomBytes(12).toString('hex')}`,
    ...{ orderId, amount, method, currency, refusal },
    secret: `ps_${randomBytes(12).toString('hex')}`,
    dueDate: inKorea(Date.now() + DAY_MS),
    status: 'IN_PROGRESS',
    approvedAt: null,
    balance: amount,
    captures: 0,
    cancels: [],
  };
}

/** A Payment of API version 2022-11-16, with the fields that matter and some that do not. */
export function paymentBody(payment: StoredPayment): object {
  const account = payment.method === VIRTUAL_ACCOUNT;
  return {
    version: '2022-11-16',
    mId: 'tlocal',
    type: 'NORMAL',
    paymentKey: payment.paymentKey,
    orderId: payment.orderId,
    orderName: 'order',
    currency: payment.currency,
    method: payment.method,
    status: payment.status,
    totalAmount: payment.amount,
    balanceAmount: payment.balance,
    requestedAt: inKorea(Date.now()),
    approvedAt: payment.approvedAt,
    secret: payment.secret,
    receipt:
      payment.approvedAt === null ? null : { url: `https://receipt.example/${payment.orderId}` },
    failure: payment.status === 'ABORTED' ? { code: payment.refusal, message: 'refused' } : null,
    cancels: payment.cancels.length === 0 ? null : payment.cancels,
    virtualAccount:
      account && payment.status !== 'IN_PROGRESS'
        ? {
            accountType: '일반',
            accountNumber: '79019639679511',
            bankCode: '11',
            customerName: '김토스',
            dueDate: payment.dueDate,
            expired: payment.status === 'EXPIRED',
            settlementStatus: 'INCOMPLETED',
            refundStatus: 'NONE',
          }
        : null,
  };
}

export function inKorea(instant: number): string {
  return `${new Date(instant + KOREA_MS).toISOString().slice(0, 19)}+09:00`;
}

export function newTransactionKey(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}
