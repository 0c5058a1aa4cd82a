/** `npm run check:package`, and with `--report` writes what the package exports (`npm run api:report`). */
import { writeReports } from './api-report.ts';
import { areTheTypesWrong, publintMessages } from './checks.ts';
import { describeSize, measureSizes } from './sizes.ts';
import { stagePackage } from './stage.ts';
import type { StagedPackage } from './stage.ts';

/** Answers what is wrong. */
async function check(staged: StagedPackage): Promise<string[]> {
  const messages = await publintMessages(staged);
  console.log(messages.length === 0 ? 'publint: nothing to say' : 'publint:');
  console.log(await areTheTypesWrong(staged));
  const sizes = await measureSizes(staged);
  for (const size of sizes) console.log(describeSize(size));
  const large = sizes.filter(({ bytes, limit }) => bytes > limit);
  return [...messages, ...large.map((size) => `Too large: ${describeSize(size)}`)];
}

const staged = await stagePackage();
try {
  if (process.argv.includes('--report')) {
    for (const file of await writeReports(staged)) console.log(`wrote ${file}`);
  } else {
    const problems = await check(staged);
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length === 0 ? 0 : 1;
  }
} finally {
  await staged.remove();
}
