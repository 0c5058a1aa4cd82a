/** What a run may do, and how often: each scene fits in memory as a whole. */
export interface Bounds {
  /** Seat masks each buyer may try to hold; one entry a buyer. */
  readonly wants: readonly (readonly number[])[];
  /** The buyer of each order. */
  readonly orders: readonly number[];
  readonly holdsPerBuyer: number;
  readonly wipes: number;
  readonly failovers: number;
  readonly rebuilders: number;
  /**
   * No rebuild starts at this durable epoch: two rebuilds may overtake each other without end, and
   * more of the same shows nothing new.
   */
  readonly lastEpoch: number;
  readonly outboxers: number;
  readonly pinCheckers: number;
  readonly confirmers: number;
  readonly refunders: number;
  /** Request threads an order: 2 when the client repeats POST /orders while the first is frozen. */
  readonly orderThreads: number;
  /** Payment keys a buyer may authorise for one order (tabs, retries after a decline). */
  readonly keys: number;
  readonly declines: boolean;
  readonly refunds: boolean;
  /** A refund may take part of an order's seats. */
  readonly partialRefunds: boolean;
  /** A payment may be one that comes later, into an account. */
  readonly deposits: boolean;
  /** Seats that the organiser blocks, and unblocks; 0: none. */
  readonly block: number;
  /** The pin check also frees records of orders and blocks that have ended. */
  readonly terminalPins: boolean;
  /** What the pin check frees it frees on a store as new as the check, or not at all. */
  readonly stampedPins: boolean;
  /** Units of time a hold lives, and how many with renewals; `left` 0: no renewals. */
  readonly hold: { readonly left: number; readonly cap: number };
  /** Seats a buyer may have in holds and orders; 0: any number. */
  readonly limit: number;
}

const base: Bounds = {
  wants: [[1], [1]],
  orders: [0, 1],
  holdsPerBuyer: 1,
  wipes: 0,
  failovers: 0,
  rebuilders: 2,
  lastEpoch: 3,
  outboxers: 2,
  pinCheckers: 1,
  confirmers: 1,
  refunders: 1,
  orderThreads: 1,
  keys: 1,
  declines: false,
  refunds: false,
  partialRefunds: false,
  deposits: false,
  block: 0,
  terminalPins: false,
  stampedPins: false,
  hold: { left: 0, cap: 0 },
  limit: 0,
};

/** Each scene turns some of the hazards up and the others down. */
export const SCENES = {
  /** One seat, two buyers: the store vanishes twice, two rebuilds at once. */
  loss: { ...base, wipes: 2, lastEpoch: 4, outboxers: 1 },
  /** Buyers come back after losing a hold. */
  again: { ...base, wipes: 1, outboxers: 1, holdsPerBuyer: 2 },
  /** Sold, refunded, sold again while two outbox workers deliver old events twice. */
  resale: { ...base, refunds: true, refunders: 2, pinCheckers: 2 },
  /** The same across a loss of the store. */
  resaleLoss: { ...base, wipes: 1, refunds: true, rebuilders: 1 },
  /** POST /orders repeated while the first node is frozen; two pin checks at once. */
  retry: { ...base, wipes: 1, orderThreads: 2, pinCheckers: 2, outboxers: 1, rebuilders: 1 },
  /** Money only: two payment keys, declines, two confirms or reconcilers at once, double refunds. */
  money: {
    ...base,
    ...{ wants: [[1]], orders: [0], keys: 2, declines: true, confirmers: 2 },
    ...{ refunds: true, refunders: 2 },
  },
  /** The same with a second buyer waiting for the seat. */
  rivals: { ...base, declines: true, keys: 2, confirmers: 2, holdsPerBuyer: 2 },
  /** Failover to a replica that lacks the last writes (also: restart from an old file). */
  failover: { ...base, failovers: 1, outboxers: 1 },
  /** Everything at once on one seat; too large to be seen whole. */
  storm: {
    ...base,
    ...{ wipes: 2, lastEpoch: 5, refunds: true, refunders: 2, pinCheckers: 2, orderThreads: 2 },
    ...{ holdsPerBuyer: 2, confirmers: 2, declines: true, keys: 2 },
  },
  /** The same with a failover instead of a loss. */
  stormFailover: {
    ...base,
    ...{ wipes: 1, failovers: 1, lastEpoch: 5, refunds: true, pinCheckers: 2, orderThreads: 2 },
    holdsPerBuyer: 2,
  },
  /** Two seats, overlapping wishes, partial refunds, one loss. */
  pair: {
    ...base,
    wants: [
      [1, 3],
      [2, 3],
    ],
    ...{ wipes: 1, refunds: true, partialRefunds: true, refunders: 2 },
  },
  /** Money that comes later or never: two confirms, two looks and two who give up at once. */
  deposit: {
    ...base,
    ...{ wants: [[1]], orders: [0], deposits: true, declines: true, confirmers: 2, keys: 2 },
    ...{ refunds: true },
  },
  /** The same across a loss, with a second buyer waiting for the seat. */
  depositLoss: {
    ...base,
    deposits: true,
    wipes: 1,
    outboxers: 1,
    rebuilders: 1,
    terminalPins: true,
  },
  /** A seat taken off sale and put back, beside a buyer who wants it. */
  block: {
    ...base,
    ...{ wants: [[1]], orders: [0], block: 1, pinCheckers: 2, terminalPins: true },
  },
  /** The same across a loss. */
  blockLoss: {
    ...base,
    ...{ wants: [[1]], orders: [0], block: 1, wipes: 1, terminalPins: true },
    ...{ outboxers: 1, rebuilders: 1 },
  },
  /** The same for a buyer who comes back, with two of each worker. */
  blockRush: {
    ...base,
    ...{ wants: [[1]], orders: [0], holdsPerBuyer: 2, block: 1, wipes: 1, pinCheckers: 2 },
    terminalPins: true,
  },
  /** Holds that are renewed until their cap. */
  renewal: { ...base, hold: { left: 2, cap: 4 }, wipes: 1, outboxers: 1, rebuilders: 1 },
  /** One buyer, two seats, a limit of one; orders count. */
  limit: {
    ...base,
    ...{ wants: [[1, 2]], orders: [0, 0], holdsPerBuyer: 2, limit: 1, terminalPins: true },
  },
  /** The same with refunds, across a loss. */
  limitLoss: {
    ...base,
    ...{ wants: [[1, 2]], orders: [0, 0], holdsPerBuyer: 3, limit: 1, wipes: 1, refunds: true },
    ...{ rebuilders: 1, terminalPins: true },
  },
} as const satisfies Record<string, Bounds>;

export type SceneName = keyof typeof SCENES;
export const SCENE_NAMES = Object.keys(SCENES) as SceneName[];
