/** `npm test`: makes sure of the services the tests need, runs all tests, sums up in one line. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { aptInstall } from './support/apt.ts';
import { closingLine, isGreen, TOTALS_FILE_VARIABLE, type Totals } from './support/closing-line.ts';
import { findBinary } from './support/find-binary.ts';
import { findTool, planInstall, TOOLS, type Tool } from './support/provision.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function missingTools(): Tool[] {
  return TOOLS.filter((tool) => !findTool(tool));
}

/** Returns false, having said what to do, when the tests cannot run on this machine yet. */
function provision(): boolean {
  const missing = missingTools();
  const plan = planInstall({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasApt: findBinary(['apt-get']) !== undefined,
    missing,
  });
  if (plan.action === 'apt') {
    try {
      aptInstall(plan.packages);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }
  const left = plan.action === 'none' ? [] : missingTools();
  if (left.length === 0) return true;
  console.error(`The tests need ${left.map((tool) => tool.name).join(', ')}.`);
  if (plan.action === 'tell') console.error(`Run this, then npm test again:\n  ${plan.command}`);
  return false;
}

function runVitest(totalsFile: string): Promise<number> {
  const packageFile = createRequire(import.meta.url).resolve('vitest/package.json');
  const child = spawn(
    process.execPath,
    [
      join(dirname(packageFile), 'vitest.mjs'),
      'run',
      '--reporter=default',
      `--reporter=${join(root, 'test/support/slowest-files.ts')}`,
      `--reporter=${join(root, 'test/support/closing-line.ts')}`,
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, [TOTALS_FILE_VARIABLE]: totalsFile } },
  );
  // The terminal sends Ctrl-C to Vitest as well; this process stays to clean up and sum up.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

/** A Vitest that died before it could report counts as one failure. */
function readTotals(file: string): Totals {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  return JSON.parse(readFileSync(file, 'utf8')) as Totals;
}

async function main(): Promise<number> {
  if (!provision()) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'tf-run-'));
  try {
    const file = join(folder, 'totals.json');
    const code = await runVitest(file);
    const totals = readTotals(file);
    // Vitest found something wrong that is not in the counts: say so in the line as well.
    if (code !== 0 && totals.failed === 0) totals.failed = 1;
    console.log(closingLine(totals));
    return isGreen(totals) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
