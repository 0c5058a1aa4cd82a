/** What the REST endpoints answer. Instants are milliseconds UTC, money integer minor units. */

export type Locale = 'ko' | 'en';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
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
  /** This server's clock, to correct countdowns by. */
  readonly serverNow: number;
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
  'pending' | 'paying' | 'paid' | 'refunding' | 'refunded' | 'expired' | 'cancelled' | 'void';

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

/** Where to send the buyer to pay. */
export interface PaymentStart {
  readonly provider: string;
  /** The provider's page; it comes back to `/orders/<id>/return?paymentKey&orderId&amount`. */
  readonly payUrl: string;
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
