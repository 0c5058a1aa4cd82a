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
} as const satisfies Record<string, Bounds>;

export type SceneName = keyof typeof SCENES;
export const SCENE_NAMES = Object.keys(SCENES) as SceneName[];
