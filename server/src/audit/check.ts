import type { Selection } from './audit-repository.ts';
import type { Finding } from './finding.ts';
import type { Providers } from './providers.ts';
import type { Source } from './sources.ts';

/** How much was read. */
export interface Checked {
  orders: number;
  payments: number;
  tickets: number;
  refunds: number;
  claims: number;
  blocks: number;
  /** Whose claims were read. */
  performances: number;
  /** Performances that the store has no current image of: it is made from the claims when asked. */
  withoutImage: number;
  /** Seats whose look in the store was compared with the claims. */
  seats: number;
  /** Payments the providers told of, one by one or in their books. */
  providerPayments: number;
}

export function nothingChecked(): Checked {
  return {
    ...{ orders: 0, payments: 0, tickets: 0, refunds: 0, claims: 0, blocks: 0 },
    ...{ performances: 0, withoutImage: 0, seats: 0, providerPayments: 0 },
  };
}

/** One look at everything, or at what an earlier one found. */
export interface Pass {
  readonly providers: Providers;
  readonly store: Source;
  readonly checked: Checked;
  /** Only this performance. */
  readonly performanceId: number | undefined;
  /** How far back the providers' books are read, in milliseconds UTC. */
  readonly since: number;
}

/** One part of the audit. Throws {@link Unreadable} when the database can't be read. */
export interface Check {
  sweep(pass: Pass): Promise<Finding[]>;
  /** The same for what has these roots, read afresh. */
  again(pass: Pass, roots: readonly string[]): Promise<Finding[]>;
}

/** Rows read at once. */
const PAGE = 1_000;

/** All rows of a table, a page at a time, in the order of their keys. */
export async function* pagesOf<K extends string | number, R>(
  read: (selection: Selection<K>) => Promise<R[]>,
  keyOf: (row: R) => K,
  performanceId?: number,
): AsyncGenerator<R[]> {
  let after: K | undefined;
  for (;;) {
    const within = performanceId !== undefined && { performanceId };
    const page = await read({ after, limit: PAGE, ...within });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < PAGE) return;
    after = keyOf(last);
  }
}

/** Rows of these keys, a page at a time. */
export async function* pagesAgain<K extends string | number, R>(
  read: (selection: Selection<K>) => Promise<R[]>,
  ids: readonly K[],
): AsyncGenerator<R[]> {
  for (let from = 0; from < ids.length; from += PAGE) {
    yield await read({ ids: ids.slice(from, from + PAGE) });
  }
}

/** Works on all of them, so many at once; the results are in the order of the items. */
export async function mapAtMost<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let k = next++; k < items.length; k = next++) results[k] = await work(items[k] as T);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}
