import type { Replacement } from '../faults/broken/breaks.ts';

/** What takes a rule of the core out, and the tests of the real code that must notice. */
export interface Mutant {
  readonly name: string;
  /** What is missing in the copy, in words. */
  readonly without: string;
  readonly replacements: readonly Replacement[];
  readonly tests: Tests;
}

/** The few quick test files that notice. */
export interface Tests {
  readonly project: 'unit' | 'contract' | 'integration';
  readonly files: readonly string[];
  /** Of these files only the tests whose full name contains this, as a regular expression. */
  readonly titles?: string;
}

/** One rule of the core with its mutants; every one of them must be killed. */
export interface Rule {
  readonly rule: string;
  readonly mutants: readonly Mutant[];
}
