import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCommand, wholeNumber } from '../../server/src/platform/command.ts';
import { repositoryRoot } from '../support/repository-files.ts';
import { BENCHES } from './benches.ts';
import type { Bench } from './harness/bench.ts';
import type { Figure } from './harness/figure.ts';
import { describeMachine } from './harness/machine.ts';
import type { Machine } from './harness/machine.ts';
import { describeFigure } from './harness/words.ts';
import { writeReport } from './report/write-report.ts';

const USAGE = `usage: npm run bench -- [NAME...] [--rounds N] [--quick] [--json FILE]
       npm run bench -- --from FILE

Without a name it runs all of them, in about a quarter of an hour, and writes BENCHMARKS.md:

${BENCHES.map(({ name, title }) => `  ${name.padEnd(12)}${title}`).join('\n')}

  --rounds N   of each comparison (default 5)
  --quick      small sizes and one round, to see that it runs; the figures say nothing
  --json FILE  the results: an object on the machine, then one for every figure
  --from FILE  writes BENCHMARKS.md from such results, and measures nothing

Ends with 1 when a figure is not what is wanted of it.`;

type Results = readonly [Machine, ...Figure[]];

interface Wish {
  readonly names: readonly string[];
  readonly rounds: number;
  readonly quick: boolean;
  readonly json: string | undefined;
  readonly from: string | undefined;
}

/** Undefined: help was asked for. */
function readArguments(): Wish | undefined {
  const { values, positionals: names } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '5' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      from: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const stray = names.find((name) => !BENCHES.some((bench) => bench.name === name));
  if (stray !== undefined) throw new Error(`${stray}: there is no such bench\n\n${USAGE}`);
  const rounds = values.quick ? 1 : wholeNumber('--rounds', values.rounds, 1_000);
  return { names, rounds, quick: values.quick, json: values.json, from: values.from };
}

async function measure(bench: Bench, wish: Wish): Promise<readonly Figure[]> {
  console.log(`\n${bench.title}`);
  const log = (line: string): void => {
    console.log(`  ${line}`);
  };
  const figures = await bench.measure({ rounds: wish.rounds, quick: wish.quick, log });
  for (const figure of figures) console.log(`  ${describeFigure(figure)}`);
  return figures;
}

/** In a process of its own, which has nothing left over from the one before. */
async function measureApart({ name }: Bench, wish: Wish, folder: string): Promise<Figure[]> {
  const file = join(folder, `${name}.json`);
  const flags = wish.quick ? ['--quick'] : ['--rounds', String(wish.rounds)];
  const entry = ['--conditions=source', '--import', 'tsx', fileURLToPath(import.meta.url)];
  const child = spawn(process.execPath, [...entry, name, ...flags, '--json', file], {
    stdio: 'inherit',
  });
  await once(child, 'exit');
  const [, ...figures] = await readResults(file);
  return figures;
}

async function measureAll(benches: readonly Bench[], wish: Wish): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tf-bench-'));
  try {
    const figures: Figure[] = [];
    for (const bench of benches) figures.push(...(await measureApart(bench, wish, folder)));
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readResults(file: string): Promise<Results> {
  return JSON.parse(await readFile(file, 'utf8')) as Results;
}

async function run(wish: Wish): Promise<Results> {
  if (wish.from !== undefined) return readResults(wish.from);
  const machine = describeMachine();
  const benches = BENCHES.filter(({ name }) => wish.names.includes(name));
  const [only] = benches;
  if (only && benches.length === 1) return [machine, ...(await measure(only, wish))];
  return [machine, ...(await measureAll(only ? benches : BENCHES, wish))];
}

await runCommand(async () => {
  const wish = readArguments();
  if (!wish) {
    console.error(USAGE);
    return 0;
  }
  const results = await run(wish);
  const [machine, ...figures] = results;
  if (wish.json !== undefined) await writeFile(wish.json, `${JSON.stringify(results, null, 2)}\n`);
  if (wish.names.length === 0 && !wish.quick) {
    await writeReport(repositoryRoot, BENCHES, machine, figures);
    console.log('\nBENCHMARKS.md is written.');
  }
  return wish.quick || figures.every(({ holds = true }) => holds) ? 0 : 1;
});
