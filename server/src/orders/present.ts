import type { OrderDetail, OrderSummary, PerformanceDetail } from '@ticket-flow/client/protocol';
import type { Sale } from '../catalog/index.ts';
import type { OrderBundle } from './order-repository.ts';

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

export function presentOrder(
  bundle: OrderBundle,
  performance: PerformanceDetail,
  sale: Sale,
  now: number,
): OrderDetail {
  const { lines, tickets, buyer } = bundle;
  const gradeCode = new Map(sale.priceList.grades.map((grade) => [grade.id, grade.code]));
  const typeCode = new Map(sale.priceList.priceTypes.map((type) => [type.id, type.code]));
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
      code,
      seat,
      seatLabel,
      state,
    })),
    buyer: { name: buyer?.name ?? '', email: buyer?.email ?? '', phone: buyer?.phone ?? null },
    serverNow: now,
  };
}
