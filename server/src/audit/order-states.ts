import { SeatState } from '@ticket-flow/client/protocol';
import type { OrderState } from './order-books-repository.ts';

/** What must be there of an order in a state. */
interface Standing {
  /** Its seats are claimed, those given back excepted. */
  readonly claims: boolean;
  /** It has a payment, and a ticket for every line. */
  readonly charged: boolean;
  /** Its tickets admit, those cancelled excepted. */
  readonly admits: boolean;
  /** How its seats look. */
  readonly seats: SeatState;
}

const UNPAID: Standing = {
  claims: true,
  charged: false,
  admits: false,
  seats: SeatState.Held,
};
const SOLD: Standing = { claims: true, charged: true, admits: true, seats: SeatState.Sold };
const OVER: Standing = { claims: false, charged: false, admits: false, seats: SeatState.Free };

/** Written down again here, and not taken from `orders`: a mistake there must not be believed. */
export const STANDINGS: Readonly<Record<OrderState, Standing>> = {
  pending: UNPAID,
  paying: UNPAID,
  awaiting_deposit: UNPAID,
  paid: SOLD,
  refunding: SOLD,
  refunded: { ...OVER, charged: true },
  expired: OVER,
  cancelled: OVER,
  void: OVER,
};
