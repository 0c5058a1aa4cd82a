import type { PopularTerm, PopularTerms } from '@ticket-flow/client';
import { createTokens } from '../../server/src/identity/index.ts';
import { runEntry } from '../support/process.ts';
import { countPeople, nameOf, planSearches } from './plan.ts';
import type { PlanOptions } from './plan.ts';
import { createSender, eachOf } from './send.ts';
import type { SearcherTask } from './searcher.ts';

export interface RunOptions extends PlanOptions {
  readonly processes: number;
  readonly repeats: number;
  /** Addresses of the nodes; everything may be shown that one person searched for. */
  readonly nodes: readonly string[];
  readonly tokenSecret: string;
}

export interface SearchFigures {
  readonly searches: number;
  readonly terms: number;
  readonly processes: number;
  readonly nodes: number;
  /** Different persons of different terms: the sum of all counts. */
  readonly counted: number;
  /** Terms of which some node tells another count than there were people. */
  readonly wrong_counts: number;
  /** From the last search's answer until all nodes told the same ranking, with all counts right. */
  readonly same_ranking_ms: number | null;
  readonly repeats: number;
  /** What the repeats of one account came to; null: there were none. */
  readonly repeats_counted: number | null;
  readonly searches_per_second: number;
}

const PATIENCE_MS = 10_000;
const LOOK_MS = 25;

/** Many processes search on many nodes; then every node is asked what it counted. */
export async function runSearches(options: RunOptions): Promise<SearchFigures> {
  const { nodes, prefix, processes, repeats } = options;
  const plan = planSearches(options);
  const expected = countPeople(plan);
  const begun = performance.now();
  await sendAll(options);
  const sent = performance.now();
  const looks = await untilAlike(
    nodes,
    prefix,
    (ranking) => wrongOf(ranking, expected, prefix) === 0,
  );
  const last = looks.rankings.map((ranking) => wrongOf(ranking, expected, prefix));
  return {
    searches: plan.length,
    terms: expected.size,
    processes,
    nodes: nodes.length,
    counted: [...expected.values()].reduce((sum, people) => sum + people, 0),
    wrong_counts: Math.max(...last),
    same_ranking_ms: looks.alike ? Math.round(performance.now() - sent) : null,
    searches_per_second: Math.round((plan.length / (sent - begun)) * 1_000),
    repeats,
    repeats_counted: await repeat(options),
  };
}

async function sendAll(options: RunOptions): Promise<void> {
  const searchers = Array.from({ length: options.processes }, (_, index) => {
    const task: SearcherTask = { ...options, index };
    return runEntry('test/popular/searcher.ts', [JSON.stringify(task)], {});
  });
  const codes = await Promise.all(searchers.map(({ exited }) => exited));
  const failed = searchers.filter((_, place) => codes[place] !== 0);
  if (failed.length > 0) throw new Error(`a process failed: ${failed[0]?.output() ?? ''}`);
}

/** Asks all nodes until they say the same and it is right, or patience is at its end. */
async function untilAlike(
  nodes: readonly string[],
  prefix: string,
  isRight: (ranking: readonly PopularTerm[]) => boolean,
): Promise<{ rankings: (readonly PopularTerm[])[]; alike: boolean }> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const rankings = await Promise.all(nodes.map((node) => rankingOf(node, prefix)));
    const told = new Set(rankings.map((ranking) => JSON.stringify(ranking)));
    const alike = told.size === 1 && rankings.every(isRight);
    if (alike || performance.now() > deadline) return { rankings, alike };
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function rankingOf(node: string, prefix: string): Promise<readonly PopularTerm[]> {
  const response = await fetch(`${node}/api/search/popular?limit=100`);
  const { items } = (await response.json()) as PopularTerms;
  return items.filter(({ term }) => plain(term).startsWith(`${prefix} `));
}

function wrongOf(
  ranking: readonly PopularTerm[],
  expected: ReadonlyMap<number, number>,
  prefix: string,
): number {
  const told = new Map(ranking.map(({ term, people }) => [plain(term), people]));
  const wrong = [...expected].filter(([term, people]) => told.get(nameOf(prefix, term)) !== people);
  return wrong.length + Math.max(0, ranking.length - expected.size);
}

function plain(term: string): string {
  return term.normalize('NFKC').toLowerCase();
}

/** One account that searches for one thing again and again, on all nodes. */
async function repeat({ nodes, prefix, repeats, tokenSecret }: RunOptions): Promise<number | null> {
  if (repeats === 0) return null;
  const { token } = createTokens({ secret: tokenSecret }).issue(`${prefix}-again`);
  const own = `${prefix}again`;
  const sender = createSender('127.9.0.1');
  await eachOf(
    Array.from({ length: repeats }, () => own),
    8,
    (_, place) => sender.search(nodes[place % nodes.length] ?? '', `${own} one`, token),
  );
  sender.close();
  const { rankings } = await untilAlike(nodes, own, ({ length }) => length === 1);
  return Math.max(...rankings.map((ranking) => ranking[0]?.people ?? 0));
}
