import { parseArgs } from 'node:util';
import { wholeNumber } from '../../server/src/platform/command.ts';
import { isHarmless } from './attack.ts';
import type { Outcome } from './attack.ts';
import { runHostile } from './run.ts';
import { openStand } from './stand.ts';

const USAGE = `usage: npm run hostile -- [--url URL [--nodes N] [--performance ID]] [--only NAME] [--quick] [--json]

Without --url it starts a cluster of two nodes, with waiting rooms, and attacks that.`;

/** Only loopback: nobody else's server asked for this. */
function loopback(url: string): string {
  const { hostname } = new URL(url);
  if (hostname === 'localhost' || hostname.startsWith('127.')) return url;
  throw new Error('--url must be an IPv4 address of this machine');
}

function print(outcome: Outcome): void {
  const { name, codes, gained, missing, strange } = outcome;
  const answers = Object.entries(codes).map(([code, count]) => `${code} ${String(count)}`);
  console.log(`${isHarmless(outcome) ? 'refused ' : 'BROKEN  '} ${name}: ${answers.join(', ')}`);
  for (const what of gained) console.log(`         gained: ${what}`);
  if (missing.length > 0) console.log(`         never answered: ${missing.join(', ')}`);
  if (strange.length > 0) console.log(`         not expected: ${strange.join(', ')}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...{ url: { type: 'string' }, nodes: { type: 'string' }, performance: { type: 'string' } },
      only: { type: 'string' },
      ...{ quick: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    },
  });
  if (values.help) return void console.log(USAGE);
  const nodes = wholeNumber('--nodes', values.nodes ?? '1', 100);
  const common = { quick: values.quick ?? false, only: values.only };
  const stand = values.url === undefined ? await openStand() : undefined;
  const report = await runHostile({
    performanceId: values.performance === undefined ? undefined : Number(values.performance),
    ...(stand ?? { nodes, url: loopback(values.url ?? '') }),
    ...common,
  }).finally(() => stand?.stop());
  if (values.json) console.log(JSON.stringify(report));
  else report.attacks.forEach(print);
  if (report.broken.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
