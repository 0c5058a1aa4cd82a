import type { OrderDetail, RefundOffer } from '@ticket-flow/client';

/** A ticket of the offer, as it is shown. */
export interface OfferedTicket {
  readonly code: string;
  readonly seatLabel: string;
  readonly price: number;
  readonly fee: number;
  readonly amount: number;
}

export function offeredTickets(
  { tickets }: Pick<OrderDetail, 'tickets'>,
  offer: RefundOffer,
): OfferedTicket[] {
  return offer.tickets.map(({ code, amount, fee }) => ({
    code,
    seatLabel: tickets.find((ticket) => ticket.code === code)?.seatLabel ?? '',
    price: amount + fee,
    fee,
    amount,
  }));
}

export interface RefundSums {
  readonly price: number;
  readonly fee: number;
  readonly amount: number;
}

export function sumsOf(tickets: readonly OfferedTicket[]): RefundSums {
  const sum = (part: keyof RefundSums): number =>
    tickets.reduce((total, ticket) => total + ticket[part], 0);
  return { price: sum('price'), fee: sum('fee'), amount: sum('amount') };
}
