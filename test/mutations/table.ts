import type { MutationResult } from './run.ts';

/** A block a rule, a line a mutant, and under it the tests that noticed. */
export function tableOf(results: readonly MutationResult[]): string {
  const width = Math.max(0, ...results.map(({ name }) => name.length));
  const rules = [...new Set(results.map(({ rule }) => rule))];
  return rules
    .map((rule) => {
      const own = results.filter((result) => result.rule === rule);
      return [rule, ...own.flatMap((result) => linesOf(result, width))].join('\n');
    })
    .join('\n\n');
}

function linesOf(result: MutationResult, width: number): string[] {
  const { name, without, verdict, passed, failed, ms, killers, because } = result;
  const counted = `${String(failed)} of ${String(passed + failed)} tests`;
  const said = verdict === 'killed' ? `killed by ${counted}` : verdict.toUpperCase();
  const seconds = (ms / 1_000).toFixed(1);
  return [
    `  ${name.padEnd(width)}  ${said}, ${seconds} s`,
    `    without ${without}`,
    ...killers.map((title) => `    × ${title}`),
    ...(because === undefined ? [] : [`      ${because}`]),
  ];
}
