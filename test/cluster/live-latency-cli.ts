import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureLiveLatency } from './live-latency.ts';

/** `npm run live-latency`: how soon a map on one node shows what is held on the other. */
const { values } = parseArgs({
  options: {
    holds: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const before = loadavg()[0] ?? 0;
const measured = await measureLiveLatency({
  holds: Number(values.holds),
  seed: Number(values.seed),
});
/** Tenths are enough, and what two clocks can tell. */
const rounded = Object.fromEntries(
  Object.entries(measured).map(([name, value]) => [
    name,
    typeof value === 'number' ? Math.round(value * 10) / 10 : (value as unknown),
  ]),
);
const figures = { ...rounded, machine_load: [before, loadavg()[0] ?? 0] };
if (values.json) console.log(JSON.stringify(figures));
else console.table(figures);
if (measured.misses > 0 || measured.p99_ms > measured.limit_ms) process.exitCode = 1;
