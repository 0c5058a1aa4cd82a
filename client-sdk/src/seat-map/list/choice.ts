import { freeBetween } from './range.ts';

/** Seats of a row that are picked out to be taken together. */
export interface Choice {
  has(seat: number): boolean;
  seats(): readonly number[];
  /** Picks out the free seats from where the choice began, or else from `from`, to `to`. */
  extend(from: number, to: number): void;
  /** Lets go of seats that are free no more. */
  prune(): void;
  clear(): void;
}

export interface ChoiceParts {
  readonly rowOf: (seat: number) => readonly number[];
  readonly isFree: (seat: number) => boolean;
  readonly most: () => number;
  /** Told the seats that were or are picked out. */
  readonly changed: (seats: readonly number[]) => void;
}

export function createChoice({ rowOf, isFree, most, changed }: ChoiceParts): Choice {
  let anchor: number | undefined;
  let chosen: ReadonlySet<number> = new Set();

  const set = (seats: Iterable<number>): void => {
    const before = chosen;
    chosen = new Set(seats);
    const told = [...new Set([...before, ...chosen])];
    if (told.length > 0) changed(told);
  };
  return {
    has: (seat) => chosen.has(seat),
    seats: () => [...chosen],
    extend: (from, to) => {
      anchor ??= from;
      const seats = freeBetween(rowOf(anchor), anchor, to, { most: most(), isFree });
      if (seats.length > 0) set(seats);
    },
    prune: () => {
      const free = [...chosen].filter(isFree);
      if (free.length < chosen.size) set(free);
    },
    clear: () => {
      anchor = undefined;
      set([]);
    },
  };
}
