import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../mutations/mutants.ts';
import { judge } from '../mutations/verdict.ts';
import type { Report } from '../mutations/verdict.ts';
import { readRepositoryFile, repositoryRoot } from '../support/repository-files.ts';

const mutants = RULES.flatMap((rule) => rule.mutants);

describe('rules that are taken out of the core', () => {
  it.each(mutants)('MUTANT-1 can be taken out, and has tests: $name', ({ replacements, tests }) => {
    expect(replacements.length).toBeGreaterThan(0);
    for (const { file, text, by } of replacements) {
      expect(readRepositoryFile(file).split(text), `"${text}" in ${file}`).toHaveLength(2);
      expect(by).not.toBe(text);
    }
    const titles = new RegExp(tests.titles?.match(/[A-Z]+-\d+/)?.[0] ?? '.');
    for (const file of tests.files) {
      expect(existsSync(join(repositoryRoot, file)), file).toBe(true);
      expect(readRepositoryFile(file)).toMatch(titles);
    }
  });

  it('MUTANT-1 each has a name of its own, and each rule its mutants', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(RULES.filter((rule) => rule.mutants.length === 0)).toEqual([]);
    expect(RULES.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([
        ...['claim uniqueness', 'the pin', 'the epoch fence', 'the tombstone'],
        ...['the record-checked free', 'the attempt condition', 'the amount check'],
        'the idempotency key',
      ]),
    );
  });
});

describe('what a run of tests says of a mutant', () => {
  const test = (fullName: string, status: string, failureMessages: string[] = []) => ({
    ...{ fullName, status, failureMessages },
  });
  const report = (...assertionResults: ReturnType<typeof test>[]): Report => ({
    testResults: [{ name: 'a.test.ts', status: 'passed', message: '', assertionResults }],
  });

  it('MUTANT-1 killed: a test failed, and which', () => {
    const failed = test('PIN-1 b', 'failed', ['AssertionError: 1 is not 2\n    at b']);
    expect(judge(report(test('PIN-1 a', 'passed'), failed))).toEqual({
      ...{ verdict: 'killed', passed: 1, failed: 1, killers: ['PIN-1 b'] },
      because: 'AssertionError: 1 is not 2',
    });
  });

  it('MUTANT-1 survived: tests ran, and none failed', () => {
    const passed = report(test('a', 'passed'), test('b', 'skipped'));
    expect(judge(passed)).toMatchObject({ verdict: 'survived', passed: 1, failed: 0 });
  });

  it('MUTANT-1 broken: no test ran, no report came, or a file did not load', () => {
    expect(judge(undefined).verdict).toBe('broken');
    expect(judge(report(test('a', 'skipped'))).verdict).toBe('broken');
    const message = 'Expected ";" but found "x"\n at line 1';
    const unloaded = { name: 'b.test.ts', status: 'failed', message, assertionResults: [] };
    const loaded = report(test('a', 'failed', ['no']));
    expect(judge({ testResults: [...loaded.testResults, unloaded] })).toMatchObject({
      ...{ verdict: 'broken', because: 'Expected ";" but found "x"' },
    });
  });
});
