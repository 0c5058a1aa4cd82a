import type { Poster } from './catalogue.ts';

/** What may be meant by what somebody has typed so far, the best first. */
export interface SearchSuggestions {
  readonly events: readonly {
    readonly slug: string;
    readonly title: string;
    readonly poster: Poster;
  }[];
  readonly people: readonly { readonly name: string }[];
  readonly venues: readonly { readonly name: string }[];
  /** Popular searches that begin alike. */
  readonly terms: readonly string[];
}

/** One place in the ranking of what people search for. */
export interface PopularTerm {
  /** From 1. */
  readonly rank: number;
  /** As most people write it. */
  readonly term: string;
  /** People who searched for it within the window, each counted once. */
  readonly people: number;
  /** Against the ranking of the step before. */
  readonly change: 'new' | 'up' | 'down' | 'same';
  /** Places moved, for `up` and `down`. */
  readonly by: number;
}

export interface PopularTerms {
  readonly items: readonly PopularTerm[];
  /** Length of the sliding window, in milliseconds. */
  readonly windowMs: number;
}
