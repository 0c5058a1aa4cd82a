import type { LineEntry } from '../room-store.ts';

/** A line in the order of places; equal places by the account's text, as Redis sorts them. */
export interface Line {
  readonly size: number;
  /** Moves the account, if it is in the line already. */
  add(account: string, place: number): void;
  remove(account: string): void;
  /** How many stand in front of it; undefined: it is not in the line. */
  ahead(account: string): number | undefined;
}

export function createLine(entries: readonly LineEntry[]): Line {
  const placeOf = new Map(entries.map(({ account, place }) => [account, place]));
  const sorted = [...entries].sort(compare);

  /** Where the entry is, or would be put. */
  function indexOf(entry: LineEntry): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = sorted[middle];
      if (other && compare(other, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function remove(account: string): void {
    const place = placeOf.get(account);
    if (place === undefined) return;
    sorted.splice(indexOf({ account, place }), 1);
    placeOf.delete(account);
  }

  return {
    get size() {
      return sorted.length;
    },
    add: (account, place) => {
      remove(account);
      sorted.splice(indexOf({ account, place }), 0, { account, place });
      placeOf.set(account, place);
    },
    remove,
    ahead: (account) => {
      const place = placeOf.get(account);
      return place === undefined ? undefined : indexOf({ account, place });
    },
  };
}

function compare(a: LineEntry, b: LineEntry): number {
  return a.place - b.place || (a.account < b.account ? -1 : a.account > b.account ? 1 : 0);
}
