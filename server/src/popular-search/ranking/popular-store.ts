/** What is counted, and for how long. The same for every node. */
export interface Counting {
  /** A search counts for so long. */
  readonly windowMs: number;
  /** Ranks are compared with those at the last multiple of it. */
  readonly stepMs: number;
  /** A term that fewer people searched for is neither shown nor written down. */
  readonly minimum: number;
  /** Different terms of one person that count within the window. */
  readonly termsAPerson: number;
}

export interface CountedSearch {
  /** As of `termOf`: one line. */
  readonly term: string;
  /** As it was typed. */
  readonly spelling: string;
  /** Opaque; without `|` and `#`. */
  readonly person: string;
  /** The same person's name before names changed; counted under it, they still are. */
  readonly former?: string | undefined;
}

/**
 * `REPEATED`: this person's search for the term counts already, and does so for a whole window from
 * now. `LIMIT`: the person's searches have their number. `EMPTY`: nothing is known here, not even
 * the searches before; restore, then repeat.
 */
export type CountReply = 'COUNTED' | 'REPEATED' | 'LIMIT' | 'EMPTY';

export interface TermCount {
  readonly term: string;
  /** Distinct people within the window. */
  readonly people: number;
}

export interface TopTerms {
  /** The most searched first, then by the term. */
  readonly now: readonly (TermCount & { readonly spelling: string })[];
  /** The same at the last step. */
  readonly before: readonly TermCount[];
}

/** What is kept of the most searched terms for the day the store is lost: who it was is not. */
export interface PopularState {
  /** The store's clock when it was read. */
  readonly at: number;
  readonly step: number;
  readonly before: readonly TermCount[];
  readonly terms: readonly {
    readonly term: string;
    readonly spelling: string;
    /** People by the step in which they searched last. */
    readonly steps: readonly (readonly [step: number, people: number])[];
  }[];
}

/** People who searched for a term on a day (UTC), as far as this life of the store knows. */
export interface DayCount {
  /** Days since 1970. */
  readonly day: number;
  readonly term: string;
  readonly spelling: string;
  readonly people: number;
}

export interface Unwritten {
  /** Names this life of the store: what it counted adds to what earlier ones did. */
  readonly life: string;
  readonly days: readonly DayCount[];
}

/**
 * Counts who searched for what in a sliding window, exactly, for all nodes at once. Every command
 * is atomic and reads one clock, the store's.
 */
export interface PopularStore {
  count(search: CountedSearch): Promise<CountReply>;
  /** Undefined: `EMPTY`. */
  top(most: number): Promise<TopTerms | undefined>;
  /** Undefined: `EMPTY`. */
  state(most: number): Promise<PopularState | undefined>;
  /** Begins a life, with what is left of an earlier state; one that has begun is not touched. */
  restore(life: string, state: PopularState | undefined): Promise<void>;
  /** Day counts at or over the minimum that have changed since they were written down. */
  unwritten(most: number): Promise<Unwritten | undefined>;
  /** They are written down; forgets days that are over. */
  written(written: Unwritten): Promise<void>;
}

/** Spellings of a term that are told apart. */
export const MOST_SPELLINGS = 8;
/** Places that are remembered from the last step. */
export const MOST_BEFORE = 200;
export const DAY_MS = 86_400_000;

/** The commonest spelling; of equals the first by its letters. */
export function commonest(spellings: ReadonlyMap<string, number>): string {
  const sorted = [...spellings].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return sorted[0]?.[0] ?? '';
}
