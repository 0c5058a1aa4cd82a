import { copySources } from '../faults/broken/copy.ts';
import { startMariaDb, startRedis } from '../support/services.ts';
import type { Mutant, Rule } from './mutant.ts';
import { runTests } from './run-tests.ts';
import type { RunOptions, TestRun } from './run-tests.ts';

export interface MutationResult extends TestRun {
  readonly rule: string;
  readonly name: string;
  readonly without: string;
}

export interface Mutations {
  /** The same test files where nothing was taken out: anything but all green makes it all void. */
  readonly unbroken: TestRun;
  readonly results: readonly MutationResult[];
}

export interface MutationOptions {
  readonly root: string;
  readonly rules: readonly Rule[];
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

const LIMIT_MS = 180_000;
const UNBROKEN_LIMIT_MS = 600_000;
const BAIL = 3;

/**
 * Takes out each rule in a copy of its own and runs the tests that must notice. All copies are made
 * of one, so that nobody changes the sources in between. Stops early when told by the signal.
 */
export async function runMutations(options: MutationOptions): Promise<Mutations> {
  const { root, rules, signal, log } = options;
  const services = await Promise.allSettled([startRedis(), startMariaDb()]);
  const sources = copySources(root);
  try {
    const [redis, mariadb] = services;
    if (redis.status === 'rejected') throw redis.reason;
    if (mariadb.status === 'rejected') throw mariadb.reason;
    const env = { TEST_REDIS_URL: redis.value.url, TEST_DATABASE_URL: mariadb.value.url };
    const common = { env, signal };
    const mutants = rules.flatMap((rule) => rule.mutants);
    log('the unbroken copy');
    const unbroken = await runTests({
      ...{ ...common, root: sources.root, limitMs: UNBROKEN_LIMIT_MS },
      tests: mutants.map(({ tests }) => tests),
    });
    const results: MutationResult[] = [];
    for (const { rule, mutants: ofRule } of unbroken.verdict === 'survived' ? rules : []) {
      for (const mutant of ofRule) {
        if (signal.aborted) break;
        const run = await runMutant(sources.root, mutant, common);
        log(`${mutant.name}: ${run.verdict}, ${String(run.ms)} ms`);
        results.push({ rule, name: mutant.name, without: mutant.without, ...run });
      }
    }
    return { unbroken, results };
  } finally {
    sources.remove();
    for (const service of services) {
      if (service.status === 'fulfilled') await service.value.stop();
    }
  }
}

async function runMutant(
  sources: string,
  { replacements, tests }: Mutant,
  common: Pick<RunOptions, 'env' | 'signal'>,
): Promise<TestRun> {
  const copy = copySources(sources, replacements);
  try {
    return await runTests({
      ...{ ...common, root: copy.root, tests: [tests], limitMs: LIMIT_MS, bail: BAIL },
    });
  } finally {
    copy.remove();
  }
}
