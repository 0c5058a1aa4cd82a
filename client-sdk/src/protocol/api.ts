/** What the REST endpoints answer. Instants are milliseconds UTC, money integer minor units. */

export type Locale = 'ko' | 'en';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
  readonly emailVerified: boolean;
}

export interface Session {
  readonly user: User;
  /** Bearer token for REST and the socket. */
  readonly accessToken: string;
  readonly accessTokenExpiresAt: number;
}

export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly children: readonly Category[];
}

export interface Poster {
  readonly motif: string;
  readonly hue: number;
}

export interface VenueSummary {
  readonly slug: string;
  readonly name: string;
  readonly address: string;
  /** IANA zone; show the performance's times in it. */
  readonly timeZone: string;
}

/** `soon`: sale not open yet. `closed`: sale ended, paused or the performance was cancelled. */
export type SaleState = 'soon' | 'on_sale' | 'closed' | 'past';

export interface EventSummary {
  readonly slug: string;
  readonly title: string;
  readonly tagline: string;
  readonly poster: Poster;
  /** Slugs, from the top of the tree down. */
  readonly categories: readonly string[];
  readonly venue: VenueSummary | null;
  /** First and last performance that is not past, or of all when all are. */
  readonly firstStartsAt: number | null;
  readonly lastStartsAt: number | null;
  readonly saleState: SaleState;
  /** When the next sale opens, while `soon`. */
  readonly saleOpensAt: number | null;
  readonly fromPrice: { readonly amount: number; readonly currency: string } | null;
}

export interface EventPage {
  readonly items: readonly EventSummary[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

export interface PerformanceSummary {
  readonly id: number;
  readonly startsAt: number;
  readonly saleOpensAt: number;
  readonly saleClosesAt: number;
  readonly saleState: SaleState;
  readonly venue: VenueSummary;
}

export interface EventDetail extends EventSummary {
  readonly description: string;
  readonly people: readonly { readonly role: string; readonly name: string }[];
  readonly runningMinutes: number | null;
  readonly ageRating: string | null;
  readonly performances: readonly PerformanceSummary[];
}

export interface PriceType {
  readonly code: string;
  readonly name: string;
}

export interface Grade {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
  /** By price type code. */
  readonly prices: Readonly<Record<string, number>>;
  /** Keys of the chart's categories that have this grade. */
  readonly categories: readonly string[];
}

export interface PerformanceDetail extends PerformanceSummary {
  readonly event: { readonly slug: string; readonly title: string; readonly poster: Poster };
  readonly currency: string;
  readonly maxSeatsPerHolder: number;
  readonly grades: readonly Grade[];
  readonly priceTypes: readonly PriceType[];
  /** Seats whose grade differs from their category's: [seat, grade id]. */
  readonly seatGrades: readonly (readonly [number, number])[];
  /** Immutable: the address changes with the chart. */
  readonly geometryUrl: string;
  readonly seatCount: number;
  /** Null: tickets are not taken back. */
  readonly refundPolicy: RefundPolicy | null;
  /** This server's clock, to correct countdowns by. */
  readonly serverNow: number;
}

/** When and for what fee a buyer may cancel tickets. Days are days of the venue's calendar. */
export interface RefundPolicy {
  /** So many minutes before the performance cancelling ends. */
  readonly closesMinutesBefore: number;
  /** The first rule that fits decides; where none fits, tickets are not taken back. */
  readonly rules: readonly RefundRule[];
}

export interface RefundRule {
  /** Fits on the day of purchase and so many days after it. */
  readonly withinDaysOfPurchase?: number | undefined;
  /** Fits while at least so many days remain until the performance's day. */
  readonly daysBefore?: number | undefined;
  /** Of a ticket's price, 0 to 100, rounded down to the minor unit. */
  readonly feePercent?: number | undefined;
  /** Of a ticket, in minor units. With `feePercent` too, the lower of both. */
  readonly feeFixed?: number | undefined;
}

export interface Availability {
  readonly performanceId: number;
  readonly grades: readonly {
    readonly gradeId: number;
    readonly total: number;
    readonly free: number;
  }[];
  /** False while the numbers may be old. */
  readonly live: boolean;
}

export type OrderState =
  | 'pending'
  | 'paying'
  | 'awaiting_deposit'
  | 'paid'
  | 'refunding'
  | 'refunded'
  | 'expired'
  | 'cancelled'
  | 'void';

export interface OrderLine {
  readonly seat: number;
  readonly seatLabel: string;
  readonly grade: string;
  readonly priceType: string;
  readonly base: number;
  readonly discount: number;
  readonly fee: number;
  readonly tax: number;
  readonly amount: number;
}

export type TicketState = 'issued' | 'used' | 'cancelled';

export interface Ticket {
  readonly code: string;
  readonly seat: number;
  readonly seatLabel: string;
  readonly state: TicketState;
  /** What the QR code says: signed, so that a scanner can check it without a connection. */
  readonly qr: string;
}

/** Account that a buyer pays into, for methods that are paid later. */
export interface DepositAccount {
  readonly bank: string;
  readonly accountNumber: string;
  readonly accountHolder: string;
  readonly amount: number;
  readonly dueAt: number;
}

/** Account that money goes back to, where the method of payment cannot take it back itself. */
export interface RefundAccount {
  /** Bank code of the provider, as "88"; `GET /payments/providers` lists them. */
  readonly bank: string;
  readonly accountNumber: string;
  readonly accountHolder: string;
}

export interface Payment {
  readonly provider: string;
  readonly method: string;
  readonly captured: number;
  readonly returned: number;
  readonly paidAt: number;
  readonly receiptUrl: string | null;
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

export interface OrderSummary {
  readonly id: string;
  readonly state: OrderState;
  readonly performanceId: number;
  readonly eventTitle: string;
  readonly eventSlug: string;
  readonly poster: Poster;
  readonly startsAt: number;
  readonly venue: VenueSummary;
  readonly currency: string;
  readonly amount: number;
  readonly seatLabels: readonly string[];
  readonly createdAt: number;
  /** Pay by then; after it the seats go back on sale. */
  readonly deadlineAt: number;
}

export interface OrderDetail extends OrderSummary {
  readonly lines: readonly OrderLine[];
  readonly tickets: readonly Ticket[];
  readonly buyer: { readonly name: string; readonly email: string; readonly phone: string | null };
  readonly payment: Payment | null;
  /** While `awaiting_deposit`. */
  readonly deposit: DepositAccount | null;
  /** Code of the provider's last refusal, while the order may still be paid. */
  readonly declined: string | null;
  readonly refunds: readonly Refund[];
  /** Null: nothing can be given back (any more). */
  readonly refundOffer: RefundOffer | null;
  readonly refundPolicy: RefundPolicy | null;
  /** This server's clock, to correct the countdown by. */
  readonly serverNow: number;
}

export interface CreateOrder {
  readonly performanceId: number;
  /** Tokens of the holds to order. */
  readonly holds: readonly string[];
  /** Price type code by seat; seats left out are `adult`. */
  readonly priceTypes?: Readonly<Record<string, string>>;
  readonly buyer: { readonly name: string; readonly email: string; readonly phone?: string };
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

/** Give tickets back. What it costs is the order's `refundOffer`. */
export interface RequestRefund {
  /** Codes of the tickets; left out: all that the offer names. */
  readonly tickets?: readonly string[] | undefined;
  /** What the buyer was shown; another amount by now is refused with `AMOUNT_MISMATCH`. */
  readonly amount: number;
  readonly account?: RefundAccount | undefined;
}

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
