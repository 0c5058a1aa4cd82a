import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runCommand, wholeNumber } from '../../server/src/platform/command.ts';
import { BENCHES } from './benches.ts';
import type { Figure } from './harness/figure.ts';
import { describeMachine } from './harness/machine.ts';
import { describeFigure } from './harness/words.ts';

const USAGE = `usage: npm run bench -- [NAME...] [--rounds N] [--quick] [--json FILE]

Without a name it runs all of them, in about a quarter of an hour:

${BENCHES.map(({ name, title }) => `  ${name.padEnd(12)}${title}`).join('\n')}

  --rounds N   of each comparison (default 5)
  --quick      small sizes and one round, to see that it runs; the figures say nothing
  --json FILE  the results: an object on the machine, then one for every figure`;

async function measure(
  names: readonly string[],
  options: { readonly rounds: number; readonly quick: boolean },
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const bench of BENCHES) {
    if (names.length > 0 && !names.includes(bench.name)) continue;
    console.log(`\n${bench.title}`);
    const log = (line: string): void => {
      console.log(`  ${line}`);
    };
    const found = await bench.measure({ ...options, log });
    for (const figure of found) console.log(`  ${describeFigure(figure)}`);
    figures.push(...found);
  }
  return figures;
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '5' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const stray = positionals.find((name) => !BENCHES.some((bench) => bench.name === name));
  if (values.help || stray !== undefined) {
    console.error(stray === undefined ? USAGE : `${stray}: there is no such bench\n\n${USAGE}`);
    return values.help ? 0 : 1;
  }
  const machine = describeMachine();
  const rounds = values.quick ? 1 : wholeNumber('--rounds', values.rounds, 1_000);
  const figures = await measure(positionals, { rounds, quick: values.quick });
  const results = [machine, ...figures];
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
  return figures.every(({ holds = true }) => holds) || values.quick ? 0 : 1;
});
