import { writeFileSync } from 'node:fs';

import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** What a whole run came to. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** Names the file through which the reporter hands its totals to `test/run.ts`. */
export const TOTALS_FILE_VARIABLE = 'TICKET_FLOW_TEST_TOTALS';

/** The parts of Vitest's reported modules that are counted. */
export type CountedModule = Pick<TestModule, 'children' | 'errors'>;

/**
 * Adds up tests, and counts what fails outside of any test as one failure each: a file that did
 * not load, a hook of a suite that threw, an unhandled error.
 */
export function countTotals(modules: readonly CountedModule[], unhandledErrors: number): Totals {
  const totals: Totals = { passed: 0, failed: unhandledErrors, skipped: 0 };
  for (const module of modules) {
    if (module.errors().length > 0) totals.failed += 1;
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) totals.failed += 1;
    }
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed' || state === 'failed') totals[state] += 1;
      else totals.skipped += 1;
    }
  }
  return totals;
}

/** `N passed, N failed`, and the skipped ones if there are any. */
export function closingLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A run in which nothing failed, but nothing ran either, proves nothing. */
export function isGreen({ passed, failed }: Totals): boolean {
  return failed === 0 && passed > 0;
}

/** Vitest may still print after its reporters, so the line itself is left to `test/run.ts`. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const file = process.env[TOTALS_FILE_VARIABLE];
    if (file) writeFileSync(file, JSON.stringify(countTotals(modules, unhandledErrors.length)));
  }
}
