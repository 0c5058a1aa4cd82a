import { parseArgs } from 'node:util';
import { repositoryRoot } from '../support/repository-files.ts';
import { RULES } from './mutants.ts';
import type { Rule } from './mutant.ts';
import { runMutations } from './run.ts';
import type { MutationResult } from './run.ts';
import { tableOf } from './table.ts';

const USAGE = 'usage: npm run mutations -- [--only claim-index,pin-skipped] [--json]';

function chosen(text: string | undefined): readonly Rule[] {
  if (text === undefined) return RULES;
  const known = new Set(RULES.flatMap(({ mutants }) => mutants.map(({ name }) => name)));
  const names = new Set(text.split(','));
  for (const name of names) {
    if (!known.has(name)) {
      throw new Error(`there is no mutant "${name}"; there are ${[...known].join(', ')}\n${USAGE}`);
    }
  }
  return RULES.map(({ rule, mutants }) => ({
    rule,
    mutants: mutants.filter(({ name }) => names.has(name)),
  }));
}

function shown({ rule, name, without, verdict, passed, failed, killers, because }: MutationResult) {
  return { rule, name, without, verdict, passed, failed, killers, because };
}

/** JSON goes to stdout alone; everything said on the way goes to stderr. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, json: { type: 'boolean' } },
  });
  const rules = chosen(values.only);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopping.abort();
    });
  }
  const { unbroken, results } = await runMutations({
    ...{ root: repositoryRoot, rules, signal: stopping.signal },
    log: (line) => {
      console.error(line);
    },
  });
  const asked = rules.reduce((count, { mutants }) => count + mutants.length, 0);
  const killed = results.filter(({ verdict }) => verdict === 'killed').length;
  const green = unbroken.verdict === 'survived';
  for (const { name, verdict, output } of green ? results : [{ name: 'unbroken', ...unbroken }]) {
    if (verdict !== 'killed') console.error(`\n${name}: ${verdict}\n${output}`);
  }
  const figures = { mutants: asked, killed, unbroken_green: green };
  if (values.json) console.log(JSON.stringify({ ...figures, results: results.map(shown) }));
  else console.log(`${tableOf(results)}\n\n${JSON.stringify(figures)}`);
  if (!green || killed < asked) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
