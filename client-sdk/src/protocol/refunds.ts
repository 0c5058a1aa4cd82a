/** How tickets are given back. Instants are milliseconds UTC, money integer minor units. */

/** Account that money goes back to, where the method of payment cannot take it back itself. */
export interface RefundAccount {
  /** Bank code of the provider, as "88"; `GET /payments/providers` lists them. */
  readonly bank: string;
  readonly accountNumber: string;
  readonly accountHolder: string;
}

/** `stuck`: the provider refused; `code` says why, and `REFUND_ACCOUNT_NEEDED` asks the buyer. */
export type RefundState = 'open' | 'done' | 'stuck';

export interface Refund {
  readonly id: string;
  readonly state: RefundState;
  readonly code: string | null;
  readonly seatLabels: readonly string[];
  readonly amount: number;
  readonly fee: number;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

/** What giving tickets back would bring now. */
export interface RefundOffer {
  /** After this instant the offer is worse or gone. */
  readonly until: number;
  readonly tickets: readonly {
    readonly code: string;
    readonly amount: number;
    readonly fee: number;
  }[];
  /** The request must name an account to pay into. */
  readonly accountNeeded: boolean;
}

/** Give tickets back. What it costs is the order's `refundOffer`. */
export interface RequestRefund {
  /** Codes of the tickets; left out: all that the offer names. */
  readonly tickets?: readonly string[] | undefined;
  /** What the buyer was shown; another amount by now is refused with `AMOUNT_MISMATCH`. */
  readonly amount: number;
  readonly account?: RefundAccount | undefined;
}
