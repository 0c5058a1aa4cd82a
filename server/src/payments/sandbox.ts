import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DepositAccount } from '@ticket-flow/client/protocol';
import { AppError, notFound } from '../platform/errors.ts';
import type {
  CloseOutcome,
  ConfirmOutcome,
  ConfirmRequest,
  PaymentGateway,
  PaymentReference,
  ProviderPayment,
  RefundOutcome,
  RefundRequest,
  StartPayment,
} from './gateway.ts';
import type { SandboxRecord, SandboxRepository } from './sandbox-repository.ts';

/** What the buyer chose on the sandbox's pay page. */
export type SandboxBehaviour = SandboxRecord['behaviour'];

export interface SandboxGateway extends PaymentGateway {
  /** What the pay page does: authorise a payment that will behave as chosen. */
  authorise(request: {
    orderId: string;
    amount: number;
    currency: string;
    behaviour: SandboxBehaviour;
  }): Promise<{ paymentKey: string }>;
  /**
   * Lets the deposit arrive that a payment waits for; again: no effect. Throws NOT_FOUND, and
   * WRONG_STATE when the payment waits for none (any more).
   */
  deposit(paymentKey: string): Promise<void>;
}

export interface SandboxOptions {
  readonly repository: SandboxRepository;
  /** How long a payment that "takes too long" takes. */
  readonly slowMs: number;
  /** How long a deposit may take. @default 86_400_000 // a day */
  readonly depositMs?: number;
  /** Told of every deposit, as a real provider's webhook would. */
  readonly deposited?: (orderId: string) => void;
}

const CARD = 'sandbox card';
const TRANSFER = 'sandbox transfer';
const BANKS = [
  { code: '901', name: 'Sandbox Bank' },
  { code: '902', name: 'Bank of Examples' },
] as const;

const MISSING = { outcome: 'unknown', reason: 'MISSING' } as const;
const KEY_PREFIX = 'sbx_';

/** A provider of our own for demos and tests: no money moves, everything else is as usual. */
export function createSandboxGateway(options: SandboxOptions): SandboxGateway {
  const { repository, slowMs, depositMs = 86_400_000 } = options;

  /** The record as it stands; a deposit that is overdue closes here, for good. */
  async function find({ paymentKey, orderId }: PaymentReference) {
    const record = await (paymentKey === ''
      ? repository.findByOrder(orderId)
      : repository.find(paymentKey));
    if (record?.order_ref !== orderId) return undefined;
    if (record.state !== 'waiting' || !(await repository.expire(record.id))) return record;
    return repository.find(record.id);
  }

  async function settle(record: SandboxRecord): Promise<void> {
    if (record.behaviour === 'slow') await sleep(slowMs);
    if (record.behaviour === 'deposit') await repository.awaitDeposit(record.id, depositMs);
    else {
      const to = record.behaviour === 'decline' ? 'declined' : 'captured';
      await repository.move(record.id, ['authorised'], to);
    }
  }

  async function confirm(request: ConfirmRequest): Promise<ConfirmOutcome> {
    const record = await repository.find(request.paymentKey);
    if (!record && request.opened) return MISSING;
    if (!record) return declined('NOT_FOUND_PAYMENT', 'There is no such payment.');
    const { orderId, amount, currency } = request;
    const asked = record.order_ref === orderId && record.currency === currency;
    if (!asked || record.amount !== amount) {
      return declined('INVALID_REQUEST', 'The payment was made for something else.');
    }
    if (record.state === 'authorised') await settle(record);
    const settled = await find(request);
    return settled ? outcomeOf(settled) : { outcome: 'unknown', reason: 'NOT_FOUND' };
  }

  async function close(payment: PaymentReference): Promise<CloseOutcome> {
    const record = await find(payment);
    if (!record) return payment.opened ? MISSING : { outcome: 'closed' };
    await repository.move(record.id, ['authorised', 'waiting'], 'closed');
    const closed = await repository.find(record.id);
    if (closed?.state === 'captured') return { outcome: 'captured', ...capturedOf(closed) };
    return { outcome: 'closed' };
  }

  async function refund(request: RefundRequest): Promise<RefundOutcome> {
    const { providerId, orderId, amount, refundId: id } = request;
    const record = await repository.find(providerId);
    if (record?.order_ref !== orderId || record.currency !== request.currency) {
      return refused('NOT_FOUND_PAYMENT', 'There is no such payment.');
    }
    if (needsRefundAccount(methodOf(record)) && !request.account) {
      return refused('REFUND_ACCOUNT_NEEDED', 'A transfer goes back to a bank account only.');
    }
    const made = await repository.insertRefund({ id, paymentKey: providerId, amount });
    if (made) return { outcome: 'done' };
    const earlier = await repository.findRefund(id);
    if (earlier?.paymentKey === providerId && earlier.amount === amount) return { outcome: 'done' };
    if (earlier) return refused('INVALID_REQUEST', 'The id was used for another refund.');
    return refused('NOT_CANCELABLE_AMOUNT', 'Less than this is left of the payment.');
  }

  async function* books(since: number): AsyncGenerator<ProviderPayment> {
    let page = await repository.captured(since, undefined);
    while (page.length > 0) {
      yield* page.map(bookOf);
      page = await repository.captured(since, page.at(-1));
    }
  }

  return {
    provider: 'sandbox',
    banks: BANKS,
    start: (request) =>
      Promise.resolve({
        start: { kind: 'redirect', provider: 'sandbox', payUrl: payUrlOf(request) },
      }),
    recognises: (paymentKey) => paymentKey.startsWith(KEY_PREFIX),
    authorise: async ({ orderId, amount, currency, behaviour }) => {
      const paymentKey = `${KEY_PREFIX}${randomBytes(18).toString('base64url')}`;
      await repository.insert({
        id: paymentKey,
        order_ref: orderId,
        currency,
        amount,
        behaviour,
        state: 'authorised',
        returned: 0,
        created_at: Date.now(),
        captured_at: null,
        due_at: null,
      });
      return { paymentKey };
    },
    deposit: async (paymentKey) => {
      await repository.deposit(paymentKey);
      const record = await repository.find(paymentKey);
      if (!record) throw notFound('payment');
      if (record.behaviour !== 'deposit' || record.state !== 'captured') {
        throw new AppError('WRONG_STATE', 'This payment waits for no deposit.', {
          details: { state: record.state },
        });
      }
      options.deposited?.(record.order_ref);
    },
    confirm,
    look: async (payment) => {
      const record = await find(payment);
      if (record) return { outcome: 'found', ...bookOf(record) };
      return payment.opened ? MISSING : { outcome: 'none' };
    },
    close,
    refund,
    needsRefundAccount,
    books,
  };
}

const needsRefundAccount = (method: string): boolean => method === TRANSFER;

const methodOf = ({ behaviour }: SandboxRecord): string =>
  behaviour === 'deposit' ? TRANSFER : CARD;

function payUrlOf(request: StartPayment): string {
  const { orderId, amount, currency, title, returnPath } = request;
  const query = new URLSearchParams({
    orderId,
    amount: String(amount),
    currency,
    title,
    returnPath,
  });
  return `/pay/sandbox?${query.toString()}`;
}

function outcomeOf(record: SandboxRecord): ConfirmOutcome {
  switch (record.state) {
    case 'captured':
      return { outcome: 'done', ...capturedOf(record) };
    case 'waiting':
      return { outcome: 'deposit', account: accountOf(record), secret: null };
    case 'declined':
      return declined('REJECT_CARD_PAYMENT', 'The card was declined.');
    case 'closed':
      return declined('CLOSED', 'The payment was given up.');
    case 'authorised':
      return { outcome: 'unknown', reason: 'AUTHORISED' };
  }
}

/** Made up from the payment's key, so that it is the same whenever it is asked for. */
function accountOf(record: SandboxRecord): DepositAccount {
  const digits = [...Buffer.from(record.id)].map((byte) => byte % 10).join('');
  return {
    bank: BANKS[0].name,
    accountNumber: `${digits.slice(4, 7)}-${digits.slice(7, 11)}-${digits.slice(11, 17)}`,
    accountHolder: 'Ticket-Flow',
    amount: record.amount,
    dueAt: record.due_at ?? 0,
  };
}

function capturedOf(record: SandboxRecord) {
  return { providerId: record.id, method: methodOf(record) };
}

function bookOf(record: SandboxRecord): ProviderPayment {
  const open = record.state === 'authorised' || record.state === 'waiting';
  const captured = record.state === 'captured';
  return {
    ...capturedOf(record),
    orderId: record.order_ref,
    state: captured ? 'captured' : open ? 'open' : 'dead',
    currency: record.currency,
    captured: captured ? record.amount : 0,
    returned: record.returned,
  };
}

function declined(code: string, message: string): ConfirmOutcome {
  return { outcome: 'declined', code, message };
}

function refused(code: string, message: string): RefundOutcome {
  return { outcome: 'refused', code, message };
}
