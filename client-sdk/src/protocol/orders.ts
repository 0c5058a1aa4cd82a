/** Orders as REST answers them. Instants are milliseconds UTC, money integer minor units. */
import type { Poster, RefundPolicy, VenueSummary } from './catalogue.ts';
import type { DepositAccount, Payment } from './payments.ts';
import type { Refund, RefundOffer } from './refunds.ts';

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
