import type {
  DepositAccount,
  OrderDetail,
  OrderSummary,
  Payment,
  PerformanceDetail,
  Refund,
} from '@ticket-flow/client/protocol';
import type { Sale } from '../catalog/index.ts';
import type { OrderBundle } from './order-repository.ts';
import { ticketIdsOf } from './refund-repository.ts';
import type { TicketSigning } from './ticket-signing.ts';

export function presentSummary(
  { order, lines }: OrderBundle,
  performance: PerformanceDetail,
): OrderSummary {
  return {
    id: order.id,
    state: order.state,
    performanceId: order.performance_id,
    eventTitle: performance.event.title,
    eventSlug: performance.event.slug,
    poster: performance.event.poster,
    startsAt: performance.startsAt,
    venue: performance.venue,
    currency: order.currency,
    amount: order.amount,
    seatLabels: lines.map((line) => line.seat_label),
    createdAt: order.created_at,
    deadlineAt: order.deadline_at,
  };
}

export interface PresentOrder {
  readonly performance: PerformanceDetail;
  readonly sale: Sale;
  readonly signing: TicketSigning;
  readonly now: number;
}

export function presentOrder(
  bundle: OrderBundle,
  { performance, sale, signing, now }: PresentOrder,
): Omit<OrderDetail, 'refundOffer' | 'refundPolicy'> {
  const { order, lines, tickets, buyer, attempt } = bundle;
  const gradeCode = new Map(sale.priceList.grades.map((grade) => [grade.id, grade.code]));
  const typeCode = new Map(sale.priceList.priceTypes.map((type) => [type.id, type.code]));
  const { performance_id: performanceId } = order;
  return {
    ...presentSummary(bundle, performance),
    lines: lines.map((line) => ({
      seat: line.seat,
      seatLabel: line.seat_label,
      grade: gradeCode.get(line.grade_id) ?? '',
      priceType: typeCode.get(line.price_type_id) ?? '',
      base: line.base,
      discount: line.discount,
      fee: line.fee,
      tax: line.tax,
      amount: line.amount,
    })),
    tickets: tickets.map(({ code, seat, seat_label: seatLabel, state }) => ({
      ...{ code, seat, seatLabel, state },
      qr: signing.sign({ code, performanceId, seatLabel }),
    })),
    buyer: { name: buyer?.name ?? '', email: buyer?.email ?? '', phone: buyer?.phone ?? null },
    payment: presentPayment(bundle),
    deposit: depositOf(bundle),
    declined: order.state === 'pending' && attempt?.state === 'declined' ? attempt.code : null,
    refunds: presentRefunds(bundle),
    serverNow: now,
  };
}

function presentPayment({ payment }: OrderBundle): Payment | null {
  if (!payment) return null;
  const { provider, method, captured, returned, created_at: paidAt } = payment;
  return { provider, method, captured, returned, paidAt, receiptUrl: payment.receipt_url };
}

function presentRefunds({ refunds, tickets }: OrderBundle): Refund[] {
  const labelOf = new Map(tickets.map(({ id, seat_label: label }) => [id, label]));
  return refunds.map((refund) => ({
    id: refund.id,
    state: refund.state,
    code: refund.code,
    seatLabels: ticketIdsOf(refund).map((id) => labelOf.get(id) ?? ''),
    amount: refund.amount,
    fee: refund.fee,
    createdAt: refund.created_at,
    finishedAt: refund.finished_at,
  }));
}

/** The account that an order waits for money on; null in every other state. */
function depositOf({ order, attempt }: OrderBundle): DepositAccount | null {
  if (order.state !== 'awaiting_deposit' || !attempt?.deposit) return null;
  return JSON.parse(attempt.deposit) as DepositAccount;
}
