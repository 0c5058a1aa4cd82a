/** So many points in so much time. */
export interface Limit {
  readonly points: number;
  readonly windowMs: number;
}

/**
 * Every limit and what it is unless the environment says otherwise (`LIMIT_SIGN_UPS_ADDRESS=20/600`
 * is twenty in ten minutes). A crowd behind one address, as an office or a mobile network, fits in.
 *
 * Those of a node are counted by each node for itself; the others by all nodes together.
 */
export const DEFAULT_LIMITS = {
  /** REST, of a node. */
  requestsAddress: per(1_000, 10),
  requestsAccount: per(300, 10),
  /** Payment providers tell of many orders from few addresses. Of a node. */
  webhooksAddress: per(5_000, 10),
  /** Sockets, of a node: new ones, what one says, maps that are asked for, holds that are tried. */
  connectsAddress: per(600, 60),
  eventsSocket: per(120, 10),
  eventsAccount: per(300, 10),
  eventsAddress: per(3_000, 10),
  watchesSocket: per(30, 10),
  watchesAddress: per(600, 10),
  holdsAccount: per(60, 60),
  holdsPerformance: per(2_000, 1),
  /** Accounts. Of the sign-ins only those count in full that fail. */
  signUpsAddress: per(30, 600),
  signInsAddress: per(120, 600),
  failuresAccountAddress: per(10, 900),
  failuresAccount: per(100, 900),
  mailsAddress: per(30, 600),
  mailsAccount: per(10, 3_600),
  ordersAccount: per(30, 600),
  paymentsAccount: per(60, 600),
  /** Holds of one person in one performance that were let go or ran out, or orders given up. */
  drops: per(20, 600),
  dropsHour: per(40, 3_600),
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof DEFAULT_LIMITS;
export type LimitTable = Readonly<Record<LimitName, Limit>>;

export const LIMIT_NAMES = Object.keys(DEFAULT_LIMITS) as LimitName[];

/** How many live connections there may be at a time, over all nodes. */
export interface ConnectionCaps {
  readonly address: number;
  readonly account: number;
}

export const DEFAULT_CONNECTIONS: ConnectionCaps = { address: 1_000, account: 30 };

function per(points: number, seconds: number): Limit {
  return { points, windowMs: seconds * 1000 };
}
