import type { OrderState, OrderSummary } from '@ticket-flow/client';

export const GROUPS = ['upcoming', 'past', 'ended'] as const;
export type OrderGroup = (typeof GROUPS)[number];

/** Came to nothing, or came back. */
const ENDED: readonly OrderState[] = ['refunded', 'expired', 'cancelled', 'void'];
/** Something is left to do, and not for long. */
const URGENT: readonly OrderState[] = ['pending', 'paying', 'awaiting_deposit'];

type Grouped = Pick<OrderSummary, 'state' | 'startsAt' | 'createdAt' | 'deadlineAt'>;

/**
 * Orders by what they mean to the buyer. Coming up: what needs something first, then the next
 * performance first. The others: the latest first.
 */
export function groupOrders<T extends Grouped>(
  orders: readonly T[],
  now: number,
): Record<OrderGroup, T[]> {
  const groupOf = ({ state, startsAt }: T): OrderGroup => {
    if (ENDED.includes(state)) return 'ended';
    return URGENT.includes(state) || startsAt > now ? 'upcoming' : 'past';
  };
  const of = (group: OrderGroup): T[] => orders.filter((order) => groupOf(order) === group);
  return {
    upcoming: of('upcoming').sort(
      (a, b) =>
        Number(URGENT.includes(b.state)) - Number(URGENT.includes(a.state)) ||
        (URGENT.includes(a.state) ? a.deadlineAt - b.deadlineAt : a.startsAt - b.startsAt),
    ),
    past: of('past').sort((a, b) => b.startsAt - a.startsAt),
    ended: of('ended').sort((a, b) => b.createdAt - a.createdAt),
  };
}
