/**
 * A payment provider. An implementation knows its provider and nothing of our orders; the words
 * are the provider world's: an authorisation that is confirmed once, under an idempotency key.
 */
export interface PaymentGateway {
  readonly provider: string;
  /** Where the buyer authorises the payment. */
  start(request: StartPayment): Promise<{ payUrl: string }>;
  /** Moves the money. May be repeated with the same key for ever; the answer stays the same. */
  confirm(request: ConfirmRequest): Promise<ConfirmOutcome>;
}

export interface StartPayment {
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  /** What is bought, in the buyer's words. */
  readonly title: string;
  /** Path on our site the provider comes back to. */
  readonly returnPath: string;
}

export interface ConfirmRequest {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly idempotencyKey: string;
}

/** `unknown`: a time-out or anything unmapped; money may have moved, so ask again (PAY-3). */
export type ConfirmOutcome =
  | { readonly outcome: 'done'; readonly providerId: string; readonly method: string }
  | { readonly outcome: 'declined'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly reason: string };
