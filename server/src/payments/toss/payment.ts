import type { DepositAccount } from '@ticket-flow/client/protocol';
import { z } from 'zod';
import type { CapturedPayment, ProviderPayment } from '../gateway.ts';
import { bankName } from './banks.ts';

const text = z.string().nullish();

/** What we read of a Payment of API version 2022-11-16. */
const schema = z.object({
  paymentKey: z.string().min(1),
  orderId: z.string(),
  currency: z.string(),
  method: text,
  status: z.enum([
    'READY',
    'IN_PROGRESS',
    'WAITING_FOR_DEPOSIT',
    'DONE',
    'CANCELED',
    'PARTIAL_CANCELED',
    'ABORTED',
    'EXPIRED',
  ]),
  totalAmount: z.coerce.number().int(),
  balanceAmount: z.coerce.number().int(),
  /** Null until money came: a virtual account's payment has it from the deposit on. */
  approvedAt: text,
  secret: text,
  receipt: z.object({ url: text }).nullish(),
  failure: z.object({ code: z.string(), message: z.string() }).nullish(),
  virtualAccount: z
    .object({
      accountNumber: z.string(),
      bankCode: z.string(),
      customerName: text,
      dueDate: z.string(),
      expired: z.boolean().nullish(),
    })
    .nullish(),
  cancels: z
    .array(
      z.object({
        cancelAmount: z.coerce.number(),
        cancelReason: text,
        cancelStatus: text,
      }),
    )
    .nullish(),
});

export type TossPayment = z.infer<typeof schema>;

/** Undefined when it is not a Payment that we understand. */
export function readPayment(body: unknown): TossPayment | undefined {
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}

/** `open`: may still be confirmed or paid into. `returned`: all of it went back. */
export function stateOf(payment: TossPayment): 'open' | 'captured' | 'returned' | 'dead' {
  switch (payment.status) {
    case 'READY':
    case 'IN_PROGRESS':
      return 'open';
    case 'WAITING_FOR_DEPOSIT':
      return payment.virtualAccount?.expired ? 'dead' : 'open';
    case 'DONE':
    case 'PARTIAL_CANCELED':
      return 'captured';
    case 'CANCELED':
      return payment.approvedAt ? 'returned' : 'dead';
    case 'ABORTED':
    case 'EXPIRED':
      return 'dead';
  }
}

export function capturedOf(payment: TossPayment): CapturedPayment {
  const receiptUrl = payment.receipt?.url;
  return {
    providerId: payment.paymentKey,
    method: payment.method ?? '',
    ...(receiptUrl && { receiptUrl }),
  };
}

export function bookOf(payment: TossPayment): ProviderPayment {
  const state = stateOf(payment);
  const captured = state === 'captured' || state === 'returned' ? payment.totalAmount : 0;
  return {
    ...capturedOf(payment),
    orderId: payment.orderId,
    state: state === 'returned' ? 'captured' : state,
    currency: payment.currency,
    captured,
    returned: captured === 0 ? 0 : payment.totalAmount - payment.balanceAmount,
  };
}

export function depositOf(payment: TossPayment): DepositAccount | undefined {
  const account = payment.virtualAccount;
  if (!account) return undefined;
  return {
    bank: bankName(account.bankCode),
    accountNumber: account.accountNumber,
    accountHolder: account.customerName ?? '',
    amount: payment.totalAmount,
    dueAt: instantOf(account.dueDate),
  };
}

/** Toss leaves the offset out in places; it means Korea's. */
export function instantOf(text: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}+09:00`);
}
