import type { SaleState } from '@ticket-flow/client/protocol';
import type { Performance } from './catalog-repository.ts';

/** CAT-2: what a buyer can do about a performance at this moment. */
export function saleStateOf(performance: Performance, now: number): SaleState {
  if (performance.starts_at <= now) return 'past';
  if (performance.cancelled_at !== null || performance.paused) return 'closed';
  if (now < performance.sale_opens_at) return 'soon';
  return now < performance.sale_closes_at ? 'on_sale' : 'closed';
}

const EAGERNESS: readonly SaleState[] = ['on_sale', 'soon', 'closed', 'past'];

/** CAT-3: an event is as open as its most open performance. */
export function saleStateOfEvent(states: readonly SaleState[]): SaleState {
  return EAGERNESS.find((state) => states.includes(state)) ?? 'closed';
}
