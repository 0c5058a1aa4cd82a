import type { OrderState } from '@ticket-flow/client/protocol';

/** ORDER-1: every move an order can make. Nothing else may change its state. */
export const TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  pending: ['paying', 'expired', 'cancelled'],
  paying: ['paid', 'pending', 'awaiting_deposit'],
  awaiting_deposit: ['paid', 'expired', 'cancelled'],
  paid: ['refunding'],
  refunding: ['refunded', 'paid'],
  refunded: [],
  expired: [],
  cancelled: [],
  void: [],
};

/** Terminal orders own no claim and never move again. */
export function isTerminal(state: OrderState): boolean {
  return TRANSITIONS[state].length === 0;
}

/** True when the order's seats are shown as sold rather than held. */
export function isSold(state: OrderState): boolean {
  return state === 'paid' || state === 'refunding';
}
