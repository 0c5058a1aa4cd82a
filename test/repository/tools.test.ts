import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { repositoryFiles, repositoryRoot } from '../support/repository-files.ts';

interface Outcome {
  code: number | null;
  output: string;
}

/** Fails with all that the tool has to say. */
async function expectClean(script: string, ...args: string[]): Promise<void> {
  const { code, output } = await run(script, args);
  expect(code, output).toBe(0);
}

function run(script: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join('node_modules', script), ...args], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}

describe('the tools find nothing', () => {
  const projects = repositoryFiles().filter((file) => /(^|\/)tsconfig\.json$/.test(file));

  test.each(projects)('tsc -p %s', async (project) => {
    await expectClean('typescript/bin/tsc', '-p', project);
  });

  test('eslint', async () => {
    await expectClean('eslint/bin/eslint.js', '.', '--max-warnings', '0');
  });

  test('prettier', async () => {
    await expectClean('prettier/bin/prettier.cjs', '--check', '.');
  });
});
