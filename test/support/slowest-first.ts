import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, in that order: whichever of them began last would run on alone. The rest
 * comes in Vitest's own order, which knows sizes but, on a fresh clone, no times.
 * `npm test` ends by naming the slowest; put here what is new among them.
 */
const SLOWEST = [
  'test/repository/tools.test.ts',
  'test/browser/accessibility.test.ts',
  'test/browser/money.test.ts',
  'test/browser/money-pages.test.ts',
  'test/cluster/start.test.ts',
  'test/faults/short-run.test.ts',
  'test/integration/seats/recovery.test.ts',
  'test/model/model.test.ts',
  'test/model/driver/driver.test.ts',
  'test/money/crash-matrix.test.ts',
  'test/money/provider-faults.test.ts',
  'test/repository/package.test.ts',
  'test/integration/start/start.test.ts',
  'test/browser/buy.test.ts',
];

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b));
  }
}

function groupOf({ project }: TestSpecification): number {
  return project.config.sequence.groupOrder;
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = SLOWEST.findIndex((file) => moduleId.endsWith(`/${file}`));
  return place === -1 ? SLOWEST.length : place;
}
