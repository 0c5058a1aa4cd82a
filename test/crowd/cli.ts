import { parseArgs } from 'node:util';
import { runCrowd } from './crowd.ts';

const USAGE = `usage: npm run crowd -- --url URL [--performance ID] [--buyers 50] [--viewers 100]
                        [--seconds 20] [--seed 1] [--json]`;

/** Only loopback: a crowd is a load, and nobody else's server asked for one. */
function loopback(url: string): string {
  const { hostname } = new URL(url);
  if (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')) return url;
  throw new Error('--url must be an address of this machine');
}

function count(text: string | undefined, fallback: number, name: string): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 100_000) return value;
  throw new Error(`--${name} must be a whole number`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      performance: { type: 'string' },
      buyers: { type: 'string' },
      viewers: { type: 'string' },
      seconds: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.url === undefined) throw new Error(USAGE);
  const { figures, errors } = await runCrowd({
    url: loopback(values.url),
    performanceId:
      values.performance === undefined ? undefined : count(values.performance, 0, 'performance'),
    buyers: count(values.buyers, 50, 'buyers'),
    viewers: count(values.viewers, 100, 'viewers'),
    seconds: count(values.seconds, 20, 'seconds'),
    seed: count(values.seed, 1, 'seed'),
  });
  for (const error of errors.slice(0, 5)) console.error(error);
  if (values.json) console.log(JSON.stringify(figures));
  else console.table(figures);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
