import type { ConnectionCaps } from '../platform/limit-table.ts';

/** How many live connections a node has, of those who have many. */
export interface ConnectionNews {
  readonly node: string;
  /** Pairs of a key and its count. */
  readonly counts: readonly (readonly [key: string, count: number])[];
}

/** Live connections by address and by account, on this node and, a moment later, on all. */
export interface Connections {
  /** That address has as many as it may. */
  isFull(address: string): boolean;
  entered(address: string, connection: object): void;
  /** False: that account has as many as it may. One connection speaks for one account at a time. */
  speaksFor(account: string, connection: object): boolean;
  left(connection: object): void;
  /** Told to the other nodes every now and then. */
  news(): ConnectionNews;
  heard(news: ConnectionNews): void;
}

export interface ConnectionsOptions {
  readonly node: string;
  readonly caps: ConnectionCaps;
  /** In milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** What a node told counts that long: one that is gone has no connections. */
const NEWS_LAST_MS = 10_000;
/** Fewer than this part of the cap are not worth telling. */
const TOLD_FROM = 8;
const MAX_TOLD = 1_000;

export function createConnections(options: ConnectionsOptions): Connections {
  const { node, caps, now = Date.now } = options;
  const here = new Map<string, number>();
  const keysOf = new Map<object, { address: string; account?: string }>();
  const elsewhere = new Map<string, { counts: ReadonlyMap<string, number>; until: number }>();

  function count(key: string): number {
    let sum = here.get(key) ?? 0;
    for (const { counts, until } of elsewhere.values()) {
      if (until > now()) sum += counts.get(key) ?? 0;
    }
    return sum;
  }

  function add(key: string, change: 1 | -1): void {
    const left = (here.get(key) ?? 0) + change;
    if (left > 0) here.set(key, left);
    else here.delete(key);
  }

  return {
    isFull: (address) => count(addressKey(address)) >= caps.address,
    entered: (address, connection) => {
      keysOf.set(connection, { address: addressKey(address) });
      add(addressKey(address), 1);
    },
    speaksFor: (name, connection) => {
      const keys = keysOf.get(connection);
      const account = accountKey(name);
      // It has closed meanwhile, or speaks for that account already.
      if (!keys || keys.account === account) return true;
      if (count(account) >= caps.account) return false;
      if (keys.account !== undefined) add(keys.account, -1);
      add(account, 1);
      keysOf.set(connection, { ...keys, account });
      return true;
    },
    left: (connection) => {
      const { address, account } = keysOf.get(connection) ?? {};
      keysOf.delete(connection);
      if (address !== undefined) add(address, -1);
      if (account !== undefined) add(account, -1);
    },
    news: () => {
      const counts = [...here].filter(([key, many]) => many >= toldFrom(key, caps));
      return { node, counts: counts.sort(([, a], [, b]) => b - a).slice(0, MAX_TOLD) };
    },
    heard: ({ node: from, counts }) => {
      if (from === node) return;
      elsewhere.delete(from);
      if (counts.length > 0) {
        elsewhere.set(from, { counts: new Map(counts), until: now() + NEWS_LAST_MS });
      }
    },
  };
}

const ACCOUNT = 'account ';

function addressKey(address: string): string {
  return `address ${address}`;
}

function accountKey(name: string): string {
  return `${ACCOUNT}${name}`;
}

function toldFrom(key: string, caps: ConnectionCaps): number {
  return Math.max(
    1,
    Math.ceil((key.startsWith(ACCOUNT) ? caps.account : caps.address) / TOLD_FROM),
  );
}
