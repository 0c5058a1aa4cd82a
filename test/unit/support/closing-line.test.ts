import { describe, expect, test } from 'vitest';

import {
  closingLine,
  countTotals,
  isGreen,
  type CountedModule,
} from '../../support/closing-line.ts';

interface FakeModule {
  tests?: string[];
  errors?: number;
  suiteErrors?: number[];
}

function fakeModule({ tests = [], errors = 0, suiteErrors = [] }: FakeModule): CountedModule {
  const list = (length: number) => Array.from({ length }, () => ({ message: 'broken' }));
  return {
    errors: () => list(errors),
    children: {
      allTests: () => tests.map((state) => ({ result: () => ({ state }) })),
      allSuites: () => suiteErrors.map((count) => ({ errors: () => list(count) })),
    },
  } as unknown as CountedModule;
}

describe('the closing line', () => {
  test('adds up the tests of all files', () => {
    const modules = [
      fakeModule({ tests: ['passed', 'failed', 'skipped'] }),
      fakeModule({ tests: ['passed', 'pending'] }),
    ];
    expect(countTotals(modules, 0)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test('counts a file that did not load as one failure', () => {
    expect(countTotals([fakeModule({ errors: 2 })], 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  test('counts a suite whose hook threw as one failure', () => {
    const module = fakeModule({ tests: ['passed'], suiteErrors: [0, 1] });
    expect(countTotals([module], 0)).toMatchObject({ passed: 1, failed: 1 });
  });

  test('counts every unhandled error', () => {
    const module = fakeModule({ tests: ['passed'] });
    expect(countTotals([module], 3)).toMatchObject({ passed: 1, failed: 3 });
  });

  test('mentions skipped tests only if there are any', () => {
    expect(closingLine({ passed: 5, failed: 0, skipped: 0 })).toBe('5 passed, 0 failed');
    expect(closingLine({ passed: 5, failed: 1, skipped: 2 })).toBe('5 passed, 1 failed, 2 skipped');
  });

  test('is green only if something ran and nothing failed', () => {
    expect(isGreen({ passed: 1, failed: 0, skipped: 3 })).toBe(true);
    expect(isGreen({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
    expect(isGreen({ passed: 0, failed: 0, skipped: 4 })).toBe(false);
  });
});
