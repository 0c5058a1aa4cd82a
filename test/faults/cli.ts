import { parseArgs } from 'node:util';
import { runOnBrokenCopy } from './broken/run-copy.ts';
import { judge } from './figures.ts';
import type { RunFigures, Verdict } from './figures.ts';
import { runFaults } from './run.ts';
import type { RunOptions } from './run.ts';
import { FAULT_KINDS } from './schedule.ts';
import type { FaultKind } from './schedule.ts';

const USAGE = `usage: npm run faults -- [--seed 1] [--minutes 6] [--nodes 3] [--buyers 100]
                         [--viewers 300] [--kinds node_kill,redis_empty] [--break NAME] [--json]`;

function number(text: string | undefined, fallback: number, name: string): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 100_000) return value;
  throw new Error(`--${name} must be a number above 0\n${USAGE}`);
}

function kindsOf(text: string | undefined): readonly FaultKind[] {
  if (text === undefined) return FAULT_KINDS;
  return text.split(',').map((name) => {
    const kind = FAULT_KINDS.find((known) => known === name);
    if (kind) return kind;
    throw new Error(`there is no fault "${name}"; there are ${FAULT_KINDS.join(', ')}`);
  });
}

interface Options {
  readonly run: RunOptions;
  readonly json: boolean;
  readonly broken: string | undefined;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string' },
      nodes: { type: 'string' },
      buyers: { type: 'string' },
      viewers: { type: 'string' },
      kinds: { type: 'string' },
      break: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const run = {
    seed: number(values.seed, 1, 'seed'),
    minutes: number(values.minutes, 6, 'minutes'),
    nodes: number(values.nodes, 3, 'nodes'),
    buyers: number(values.buyers, 100, 'buyers'),
    viewers: number(values.viewers, 300, 'viewers'),
    kinds: kindsOf(values.kinds),
    log: (line: string) => {
      console.error(line);
    },
  };
  return { run, json: values.json ?? false, broken: values.break };
}

/** The same command line for the copy, where nothing more is to be broken. */
function withoutBreak(args: readonly string[]): string[] {
  const at = args.findIndex((arg) => arg === '--break' || arg.startsWith('--break='));
  return args.toSpliced(at, args[at] === '--break' ? 2 : 1);
}

/** JSON goes to stdout alone; everything said on the way goes to stderr. */
function print(figures: RunFigures, verdict: Verdict, json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ ...figures, ...verdict }));
    return;
  }
  const { converged_ms: convergence, faults, buyer_errors: errors, ...plain } = figures;
  console.table(plain);
  console.table({ faults, errors });
  console.table(convergence);
  console.log(verdict.problems.length === 0 ? 'All as it has to be.' : verdict.problems.join('\n'));
}

async function main(): Promise<void> {
  const { run, json, broken } = readOptions();
  if (broken !== undefined) {
    process.exitCode = await runOnBrokenCopy(broken, withoutBreak(process.argv.slice(2)));
    return;
  }
  const { figures, evidence, unexpected } = await runFaults(run);
  for (const text of evidence) console.error(text);
  for (const error of unexpected.slice(0, 5)) console.error(error);
  const verdict = judge(figures);
  print(figures, verdict, json);
  if (verdict.problems.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
