import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/support/slowest-first.ts';

/** `source` makes `@ticket-flow/client/protocol` resolve to TypeScript, so tests need no build. */
const resolve = { conditions: ['source', ...defaultClientConditions] };
const ssr = { resolve: { conditions: ['source', ...defaultServerConditions] } };

const ignored = ['**/node_modules/**', '**/dist/**'];
const services = ['test/support/global-setup.ts'];
const site = 'test/support/site-setup.ts';

interface ProjectOptions {
  include: string[];
  exclude?: string[];
  globalSetup?: string[];
  testTimeout?: number;
  hookTimeout?: number;
  fileParallelism?: boolean;
  maxConcurrency?: number;
  /** Groups run one after the other; a cluster gets the machine to itself. */
  sequence?: { groupOrder: number };
}

function project(name: string, options: ProjectOptions) {
  return {
    resolve,
    ssr,
    test: {
      name,
      environment: 'node' as const,
      pool: 'forks' as const,
      testTimeout: 20_000,
      hookTimeout: 30_000,
      ...options,
      exclude: [...ignored, ...(options.exclude ?? [])],
    },
  };
}

export default defineConfig({
  test: {
    // A two-core machine also runs Redis, MariaDB and Chromium beside the workers.
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    projects: [
      project('unit', { include: ['test/unit/**/*.test.ts', 'client-sdk/**/*.test.ts'] }),
      project('repository', {
        include: ['test/repository/**/*.test.ts'],
        // The lint shares two cores with whatever runs beside it.
        testTimeout: 420_000,
      }),
      project('model', { include: ['test/model/**/*.test.ts'], globalSetup: services }),
      project('contract', { include: ['test/contract/**/*.test.ts'], globalSetup: services }),
      project('integration', {
        include: ['test/integration/**/*.test.ts', 'test/money/**/*.test.ts'],
        globalSetup: services,
      }),
      project('browser', {
        include: ['test/browser/**/*.test.ts'],
        globalSetup: [...services, site],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        // Of the tests in one file that may run side by side.
        maxConcurrency: 2,
        sequence: { groupOrder: 1 },
      }),
      project('cluster', {
        include: [
          'test/cluster/**/*.test.ts',
          'test/faults/**/*.test.ts',
          'test/rush/**/*.test.ts',
        ],
        globalSetup: [site],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
        sequence: { groupOrder: 2 },
      }),
    ],
  },
});
