/** How an order is paid. Instants are milliseconds UTC, money integer minor units. */

/** Account that a buyer pays into, for methods that are paid later. */
export interface DepositAccount {
  readonly bank: string;
  readonly accountNumber: string;
  readonly accountHolder: string;
  readonly amount: number;
  readonly dueAt: number;
}

export interface Payment {
  readonly provider: string;
  readonly method: string;
  readonly captured: number;
  readonly returned: number;
  readonly paidAt: number;
  readonly receiptUrl: string | null;
}

export interface PaymentProvider {
  readonly provider: string;
  /** Banks that a refund account may be at, by code; empty where no account is ever needed. */
  readonly banks: readonly { readonly code: string; readonly name: string }[];
}

/**
 * How the buyer pays. Both ways come back to `/orders/<id>/return?paymentKey&orderId&amount`, or
 * to `/orders/<id>/return?code&message` when the buyer gave up or was refused.
 */
export type PaymentStart =
  | {
      readonly kind: 'redirect';
      readonly provider: string;
      /** The provider's page. */
      readonly payUrl: string;
    }
  | {
      /** Toss's own window: load the script, then ask it for a payment. */
      readonly kind: 'toss';
      readonly provider: string;
      readonly script: string;
      readonly clientKey: string;
      readonly amount: number;
      readonly currency: string;
      readonly orderName: string;
    };

export interface ConfirmPayment {
  readonly orderId: string;
  readonly paymentKey: string;
  readonly amount: number;
}

/** What the sandbox provider's own page shows. */
export interface SandboxPayment {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
}
