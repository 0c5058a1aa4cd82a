import { createHmac, hkdfSync } from 'node:crypto';
import { DAY_MS } from './popular-store.ts';

export interface Searcher {
  readonly person: string;
  /** The name before the last change of names, as long as searches under it may count. */
  readonly former: string | undefined;
}

export interface Searchers {
  /** Whoever is signed in is an account; anybody else is an address, whatever cookies say. */
  of(who: { readonly userId?: string | undefined; readonly address: string }): Searcher;
}

export interface SearchersOptions {
  readonly secret: string;
  readonly windowMs: number;
  readonly now?: () => number;
}

const BYTES = 12;

/** POPULAR-4: names that change every day and lead nobody back to an account or an address. */
export function createSearchers({ secret, windowMs, now = Date.now }: SearchersOptions): Searchers {
  const keys = new Map<number, Buffer>();

  function keyOf(day: number): Buffer {
    const found = keys.get(day);
    if (found) return found;
    const made = Buffer.from(hkdfSync('sha256', secret, String(day), 'ticket-flow searchers', 32));
    keys.delete(day - 2);
    keys.set(day, made);
    return made;
  }

  const name = (who: string, day: number): string =>
    createHmac('sha256', keyOf(day)).update(who).digest().subarray(0, BYTES).toString('base64url');

  return {
    of: ({ userId, address }) => {
      const who = userId === undefined ? `address ${address}` : `account ${userId}`;
      const at = now();
      const day = Math.floor(at / DAY_MS);
      const isNew = at - day * DAY_MS < windowMs;
      return { person: name(who, day), former: isNew ? name(who, day - 1) : undefined };
    },
  };
}
