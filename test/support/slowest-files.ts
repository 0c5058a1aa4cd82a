import type { Reporter, TestModule } from 'vitest/node';

const SHOWN = 10;

/** The parts of Vitest's reported modules that are read. */
export type TimedModule = Pick<TestModule, 'relativeModuleId'> & {
  diagnostic(): Pick<ReturnType<TestModule['diagnostic']>, 'collectDuration' | 'duration'>;
};

/** The files that took longest, one to a line, after what all files took together. */
export function describeSlowest(modules: readonly TimedModule[]): string[] {
  const files = modules.map((module) => {
    const { collectDuration, duration } = module.diagnostic();
    return { name: module.relativeModuleId, seconds: (collectDuration + duration) / 1000 };
  });
  const total = files.reduce((sum, { seconds }) => sum + seconds, 0);
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SHOWN);
  const lines = slowest.map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);
  return [
    `The slowest of ${String(files.length)} files, of ${total.toFixed(0)} s in all:`,
    ...lines,
  ];
}

/** Says at the end of a run where its time went. */
export default class SlowestFilesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length > 1) console.log(`${describeSlowest(modules).join('\n')}\n`);
  }
}
