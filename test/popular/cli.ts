import { parseArgs } from 'node:util';
import { startCluster } from '../cluster/cluster.ts';
import { runSearches } from './run.ts';
import type { SearchFigures } from './run.ts';

/**
 * `npm run popular-searches`: processes search on the nodes of a cluster of their own, as many
 * people; it ends with 0 when every node counted every person once and ranked alike in time.
 */
const SAME_WITHIN_MS = 2_000;

function count(text: string, name: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} must be a whole number from 1 to ${String(most)}`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      searches: { type: 'string', default: '10000' },
      terms: { type: 'string', default: '50' },
      processes: { type: 'string', default: '8' },
      nodes: { type: 'string', default: '3' },
      persons: { type: 'string', default: '2000' },
      repeats: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const cluster = await startCluster({
    nodes: count(values.nodes, 'nodes', 9),
    // Whatever is counted is to be seen.
    env: { POPULAR_SEARCH_MINIMUM: '1' },
    log: values.json ? () => undefined : console.log,
  });
  try {
    const figures = await runSearches({
      searches: count(values.searches, 'searches', 1_000_000),
      terms: count(values.terms, 'terms', 99),
      persons: count(values.persons, 'persons', 1_000_000),
      processes: count(values.processes, 'processes', 64),
      repeats: count(values.repeats, 'repeats', 10_000),
      seed: count(values.seed, 'seed', 2 ** 31),
      prefix: 'run',
      nodes: cluster.nodes.map(({ url }) => url),
      tokenSecret: cluster.tokenSecret,
    });
    if (values.json) console.log(JSON.stringify(figures));
    else console.table(figures);
    return isGood(figures);
  } finally {
    await cluster.stop();
  }
}

function isGood(figures: SearchFigures): boolean {
  const { wrong_counts: wrong, same_ranking_ms: sameMs, repeats_counted: repeated } = figures;
  return wrong === 0 && sameMs !== null && sameMs <= SAME_WITHIN_MS && repeated === 1;
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
