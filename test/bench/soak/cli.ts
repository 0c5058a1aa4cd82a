import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runCommand, wholeNumber } from '../../../server/src/platform/command.ts';
import { describeMachine } from '../harness/machine.ts';
import { rounded } from '../harness/samples.ts';
import { runSoak } from './soak.ts';
import { trendOf } from './trend.ts';
import type { Trend } from './trend.ts';

const USAGE = `usage: npm run bench:soak -- [--minutes 20] [--buyers 40] [--viewers 60] [--json FILE]

A crowd that gives everything back, on two nodes behind Nginx. After a warm-up, a fifth of the
time, it looks every ten seconds at memory, handles, Redis keys and connections; ends with 1 when
any of them grows beyond its noise, or when the crowd met an error.`;

const EVERY_MS = 10_000;
const WARM_UP = 1 / 5;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '20' },
      buyers: { type: 'string', default: '40' },
      viewers: { type: 'string', default: '60' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.error(USAGE);
    return 0;
  }
  const machine = describeMachine();
  const minutes = wholeNumber('--minutes', values.minutes, 10_000);
  const { series, doings } = await runSoak({
    ...{ minutes, warmUpMinutes: minutes * WARM_UP, everyMs: EVERY_MS, log: console.log },
    buyers: wholeNumber('--buyers', values.buyers, 2_000),
    viewers: wholeNumber('--viewers', values.viewers, 5_000),
  });
  const trends = series.map((one) => readable(trendOf(one)));
  for (const error of doings.errors.slice(0, 5)) console.error(error);
  console.table(Object.fromEntries(trends.map(({ name, ...rest }) => [name, rest])));
  if (values.json !== undefined) {
    const crowd = { ...doings, errors: doings.errors.length };
    const results = { machine, minutes, samples: series[0]?.points.length ?? 0, crowd, trends };
    await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
  }
  return trends.some(({ grows }) => grows) || doings.errors.length > 0 ? 1 : 0;
});

function readable(trend: Trend): Trend {
  const { first, last, median, slope_per_hour, noise, growth, allowed } = trend;
  return {
    ...trend,
    ...{ first: rounded(first), last: rounded(last), median: rounded(median) },
    ...{ slope_per_hour: rounded(slope_per_hour), noise: rounded(noise) },
    ...{ growth: rounded(growth), allowed: rounded(allowed) },
  };
}
