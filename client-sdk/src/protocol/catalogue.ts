import type { OrphanRule } from './orphan-rule.ts';

/** The catalogue as REST answers it. Instants are milliseconds UTC, money integer minor units. */

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
  /** Set while the server cannot ask its database: nothing newer is known since then. */
  readonly staleSince?: number | undefined;
}

export interface PerformanceSummary {
  readonly id: number;
  readonly startsAt: number;
  readonly saleOpensAt: number;
  readonly saleClosesAt: number;
  readonly saleState: SaleState;
  /** Seats are held through a waiting room only. */
  readonly waitingRoom: boolean;
  readonly venue: VenueSummary;
}

export interface EventDetail extends EventSummary {
  readonly description: string;
  readonly people: readonly { readonly role: string; readonly name: string }[];
  readonly runningMinutes: number | null;
  readonly ageRating: string | null;
  readonly performances: readonly PerformanceSummary[];
  /** Set while the server cannot ask its database: nothing newer is known since then. */
  readonly staleSince?: number | undefined;
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
  /** May a selection leave a single free seat? `findOrphans` tells before the server does. */
  readonly orphanRule: OrphanRule;
  /** Whether the server chooses seats on request (`hold:best`). */
  readonly bestAvailable: boolean;
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
  /** Set while the server cannot ask its database: nothing newer is known since then. */
  readonly staleSince?: number | undefined;
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
