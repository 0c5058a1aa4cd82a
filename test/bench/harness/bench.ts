import type { Figure } from './figure.ts';

export interface BenchOptions {
  /** At least 5 for figures that are to be believed. */
  readonly rounds: number;
  /** Small sizes, to see that it runs; its figures say nothing. */
  readonly quick: boolean;
  readonly log: (line: string) => void;
}

export interface Bench {
  /** As the command names it. */
  readonly name: string;
  readonly title: string;
  /** For the results page: what is measured, what each reference is, and what isn't measured. */
  readonly about: string;
  readonly measure: (options: BenchOptions) => Promise<readonly Figure[]>;
}
