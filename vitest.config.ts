import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** `source` makes `@ticket-flow/client/protocol` resolve to TypeScript, so tests need no build. */
const resolve = { conditions: ['source', ...defaultClientConditions] };
const ssr = { resolve: { conditions: ['source', ...defaultServerConditions] } };

const ignored = ['**/node_modules/**', '**/dist/**'];
const services = ['test/support/global-setup.ts'];

interface ProjectOptions {
  include: string[];
  exclude?: string[];
  globalSetup?: string[];
  testTimeout?: number;
  hookTimeout?: number;
  fileParallelism?: boolean;
  /** Groups run one after the other: the lint run and Chromium each get the machine alone. */
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
    projects: [
      project('unit', { include: ['test/unit/**/*.test.ts', 'client-sdk/**/*.test.ts'] }),
      project('repository', {
        include: ['test/repository/**/*.test.ts'],
        testTimeout: 180_000,
        sequence: { groupOrder: 1 },
      }),
      project('model', { include: ['test/model/**/*.test.ts'], globalSetup: services }),
      project('contract', { include: ['test/contract/**/*.test.ts'], globalSetup: services }),
      project('integration', {
        include: ['test/integration/**/*.test.ts', 'test/money/**/*.test.ts'],
        globalSetup: services,
      }),
      project('browser', {
        include: ['test/browser/**/*.test.ts'],
        globalSetup: services,
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
        sequence: { groupOrder: 2 },
      }),
      project('cluster', {
        include: [
          'test/cluster/**/*.test.ts',
          'test/faults/**/*.test.ts',
          'test/rush/**/*.test.ts',
        ],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
        sequence: { groupOrder: 3 },
      }),
    ],
  },
});
