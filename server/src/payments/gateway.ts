import type { DepositAccount, PaymentStart, RefundAccount } from '@ticket-flow/client/protocol';

/**
 * A payment provider. An implementation knows its provider and nothing of our orders; the words
 * are the provider world's: a payment that the buyer authorises and we confirm, once.
 *
 * Answers are `done`, a final no, or `unknown`. `unknown` (a time-out, a 5xx, a reset, a rate
 * limit, anything unmapped) means that money may have moved: ask again with the same key (GATE-1).
 * No method throws for what a provider or the way to it does; what throws is a mistake of ours.
 */
export interface PaymentGateway {
  readonly provider: string;
  /** Banks that a refund account may be at. */
  readonly banks: readonly { readonly code: string; readonly name: string }[];
  /** How the buyer authorises the payment. Throws UNAVAILABLE when the provider does not answer. */
  start(request: StartPayment): Promise<StartedPayment>;
  /** Whether a payment key looks like this provider's; every key is one provider's only. */
  recognises(paymentKey: string): boolean;
  /** Moves the money. May be repeated with the same key for ever; the answer stays the same. */
  confirm(request: ConfirmRequest): Promise<ConfirmOutcome>;
  /** What became of a payment that waits for a deposit, or of any other. Moves nothing. */
  look(payment: PaymentReference): Promise<LookOutcome>;
  /**
   * Ends a payment that was not captured, for good: a deposit account, an authorisation.
   * `captured`: too late, the money is here.
   */
  close(payment: PaymentReference, idempotencyKey: string): Promise<CloseOutcome>;
  /**
   * Gives money back, once for a refund's id, whatever the keys. May be repeated for ever. What was
   * given back by hand is taken for this refund where that is certain.
   */
  refund(request: RefundRequest): Promise<RefundOutcome>;
  /** Whether this method can only be paid back into a bank account that the buyer names. */
  needsRefundAccount(method: string): boolean;
  /**
   * Every payment of the provider's books that was captured since `since`, oldest first, a page at
   * a time; for the ledger check. Throws when the books cannot be read, after all that could be: a
   * payment that cannot be read keeps no other back.
   */
  books(since: number): AsyncIterable<ProviderPayment>;
  /** Understands a webhook. Absent: the provider sends none. */
  readonly webhook?: (request: WebhookRequest) => WebhookOutcome;
}

export interface StartPayment {
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  /** What is bought, in the buyer's words. */
  readonly title: string;
  readonly locale: string;
  /** Path on our site the provider comes back to. */
  readonly returnPath: string;
  /** The provider's page should not be open for longer. */
  readonly expiresAt: number;
}

export interface StartedPayment {
  readonly start: PaymentStart;
  /** Key of what was opened already and must be closed if it comes to nothing. */
  readonly paymentKey?: string;
}

export interface PaymentReference {
  readonly paymentKey: string;
  readonly orderId: string;
  /**
   * The provider has answered for this payment before. It cannot be missing then: a provider that
   * does not know it (keys of another shop, say) is `unknown` and not a final no.
   */
  readonly opened?: true;
}

export interface ConfirmRequest extends PaymentReference {
  readonly amount: number;
  readonly currency: string;
  /** `orderId:attempt` */
  readonly idempotencyKey: string;
}

export interface CapturedPayment {
  /** The provider's own id of the payment, by which it is refunded. */
  readonly providerId: string;
  /** As the provider calls it: "카드", "card". */
  readonly method: string;
  readonly receiptUrl?: string;
}

export type ConfirmOutcome =
  | ({ readonly outcome: 'done' } & CapturedPayment)
  /** The buyer pays later, into this account. `secret` is what the provider's callback must know. */
  | {
      readonly outcome: 'deposit';
      readonly account: DepositAccount;
      readonly secret: string | null;
    }
  /** Final for this payment: it can never be captured any more. */
  | { readonly outcome: 'declined'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

export type LookOutcome =
  | ({ readonly outcome: 'found' } & ProviderPayment)
  | { readonly outcome: 'none' }
  | { readonly outcome: 'unknown'; readonly reason: string };

/** A payment in the provider's books. */
export interface ProviderPayment extends CapturedPayment {
  /** What we called it. */
  readonly orderId: string;
  /** `open`: may still be confirmed or paid into. `dead`: never will be. */
  readonly state: 'open' | 'captured' | 'dead';
  readonly currency: string;
  /** What was captured, and what of it went back. */
  readonly captured: number;
  readonly returned: number;
}

export type CloseOutcome =
  | { readonly outcome: 'closed' }
  | ({ readonly outcome: 'captured' } & CapturedPayment)
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface RefundRequest {
  readonly providerId: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  /** Stays in the provider's record of the refund: by it, what was made is found again, for ever. */
  readonly refundId: string;
  /**
   * Names the question. The refund's id at first, and another one each time the refund is asked for
   * again after a refusal, because providers repeat what they answered to a key.
   */
  readonly idempotencyKey: string;
  readonly reason: string;
  readonly account?: RefundAccount;
}

export type RefundOutcome =
  | { readonly outcome: 'done' }
  /** Final: an operator must see to it. */
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface WebhookRequest {
  /** The body byte by byte: signatures are over these. */
  readonly body: string;
  readonly header: (name: string) => string | undefined;
}

/**
 * A webhook is a reason to look (PAY-7), never evidence by itself. `ignored`: nothing of ours.
 * `secret`: to be compared with the one kept for the order's deposit, where the provider has one.
 */
export type WebhookOutcome =
  | { readonly outcome: 'look'; readonly orderId: string; readonly secret?: string }
  | { readonly outcome: 'ignored' }
  | { readonly outcome: 'forged'; readonly reason: string };
