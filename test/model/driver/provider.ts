import type {
  CapturedPayment,
  CloseOutcome,
  ConfirmOutcome,
  LookOutcome,
  PaymentGateway,
  PaymentReference,
} from '../../../server/src/payments/index.ts';

export type PaymentState = 'none' | 'authorised' | 'captured' | 'dead' | 'waiting';
/** What the provider makes of the first call to confirm a payment. */
export type Decision = 'capture' | 'decline' | 'openAccount';

/** A payment provider whose every move is chosen by the driver. */
export interface ChosenProvider extends PaymentGateway {
  /** What it will do when an authorised payment is confirmed next. */
  decision: Decision;
  set(paymentKey: string, state: PaymentState): void;
  stateOf(paymentKey: string): PaymentState;
  /** How often money was taken for an order. */
  capturesOf(orderId: string): number;
  /** Money given back for an order. */
  returnedOf(orderId: string): number;
  /** The buyer pays into the account. */
  deposit(payment: PaymentReference): void;
}

const DAY_MS = 86_400_000;

export function createChosenProvider(): ChosenProvider {
  const payments = new Map<string, PaymentState>();
  const amounts = new Map<string, number>();
  const captures = new Map<string, number>();
  const refunds = new Map<string, { orderId: string; amount: number }>();
  const stateOf = (key: string): PaymentState => payments.get(key) ?? 'none';
  const paid = (key: string): CapturedPayment => ({ providerId: key, method: 'card' });

  function capture({ paymentKey, orderId }: PaymentReference): void {
    payments.set(paymentKey, 'captured');
    captures.set(orderId, (captures.get(orderId) ?? 0) + 1);
  }

  const provider: ChosenProvider = {
    decision: 'capture',
    set: (key, state) => void payments.set(key, state),
    stateOf,
    capturesOf: (orderId) => captures.get(orderId) ?? 0,
    returnedOf: (orderId) =>
      [...refunds.values()]
        .filter((refund) => refund.orderId === orderId)
        .reduce((sum, { amount }) => sum + amount, 0),
    deposit: capture,

    provider: 'chosen',
    banks: [],
    recognises: () => true,
    needsRefundAccount: () => false,
    start: () => Promise.reject(new Error('buyers of the model authorise by themselves')),
    confirm: async (request): Promise<ConfirmOutcome> => {
      amounts.set(request.paymentKey, request.amount);
      if (stateOf(request.paymentKey) === 'authorised') {
        if (provider.decision === 'capture') capture(request);
        else payments.set(request.paymentKey, afterwards[provider.decision]);
      }
      const state = stateOf(request.paymentKey);
      if (state === 'captured') return { outcome: 'done', ...paid(request.paymentKey) };
      if (state !== 'waiting') return { outcome: 'declined', code: 'DECLINED', message: 'no' };
      const dueAt = Date.now() + DAY_MS;
      const account = { bank: '88', accountNumber: '1', accountHolder: 'B', dueAt };
      const { amount } = request;
      return { outcome: 'deposit', account: { ...account, amount }, secret: null };
    },
    look: async ({ paymentKey, orderId }): Promise<LookOutcome> => {
      const state = stateOf(paymentKey);
      if (state !== 'captured') return { outcome: 'none' };
      return {
        ...{ outcome: 'found', state, orderId, currency: 'KRW', returned: 0 },
        captured: amounts.get(paymentKey) ?? 0,
        ...paid(paymentKey),
      };
    },
    close: async ({ paymentKey }): Promise<CloseOutcome> => {
      if (stateOf(paymentKey) === 'captured') return { outcome: 'captured', ...paid(paymentKey) };
      payments.set(paymentKey, 'dead');
      return { outcome: 'closed' };
    },
    refund: async ({ idempotencyKey, orderId, amount }) => {
      refunds.set(idempotencyKey, { orderId, amount });
      return { outcome: 'done' };
    },
    books: () => {
      throw new Error('the model keeps the books');
    },
  };
  return provider;
}

const afterwards = { decline: 'dead', openAccount: 'waiting' } as const;
