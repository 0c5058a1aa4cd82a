import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { lintChart } from '../lint.ts';
import { formatReport } from '../report.ts';
import { ChartImportError } from './errors.ts';
import { importChart } from './import-chart.ts';

const USAGE = 'usage: npm run chart:import -- <file.json> [--out <chart.json>]';

/** Prints what a chart file holds and what importing it changes; exit code 1 if it can't be used. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { out: { type: 'string' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined) {
    console.error(USAGE);
    return 1;
  }
  const { chart, report } = importChart(JSON.parse(await readFile(file, 'utf8')));
  const lint = lintChart(chart);
  console.log(formatReport({ name: chart.geometry.name, lint, report }));
  if (lint.findings.some(({ severity }) => severity === 'fault')) return 1;
  if (values.out !== undefined) await writeFile(values.out, JSON.stringify(chart));
  return 0;
}

/** A wrong file, or none; anything else is our mistake and keeps its stack. */
function isExpected(error: unknown): error is Error {
  if (error instanceof ChartImportError || error instanceof SyntaxError) return true;
  return error instanceof Error && 'syscall' in error;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!isExpected(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
