/** What sampled traces may do: everything that the product does. */
import type { Bounds } from '../seats/scenes.ts';

/** More epochs than any trace takes. */
const LAST_EPOCH = 100;

const everything: Bounds = {
  wants: [
    [1, 2, 3],
    [1, 2, 3],
  ],
  orders: [0, 1],
  holdsPerBuyer: 5,
  wipes: 2,
  failovers: 1,
  rebuilders: 2,
  lastEpoch: LAST_EPOCH,
  outboxers: 2,
  pinCheckers: 2,
  confirmers: 2,
  refunders: 2,
  orderThreads: 2,
  keys: 2,
  declines: true,
  refunds: true,
  partialRefunds: true,
  deposits: true,
  block: 2,
  terminalPins: true,
  stampedPins: true,
  hold: { left: 0, cap: 0 },
  limit: 0,
};

const calm = { wipes: 0, failovers: 0, block: 0 };

/** Sampled in turn. */
export const SAMPLED: readonly Bounds[] = [
  everything,
  /** Mostly money: nothing happens to the store, one buyer at a time wants a seat. */
  { ...everything, ...calm, wants: [[1, 3], [2]] },
  /** One buyer who wants two orders, and a limit of one seat. */
  { ...everything, wants: [[1, 2], []], orders: [0, 0], limit: 1, block: 0 },
  /** Holds that are renewed until their cap. */
  { ...everything, ...calm, hold: { left: 2, cap: 3 } },
];
