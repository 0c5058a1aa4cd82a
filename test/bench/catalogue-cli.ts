import { parseArgs } from 'node:util';
import { measureCatalogue } from './catalogue.ts';

/** `npm run bench:catalogue`: a cached listing beside Node's bare `http`, and without its cache. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
    path: { type: 'string', default: '/api/events?locale=ko&pageSize=20' },
    json: { type: 'boolean', default: false },
  },
});
const figures = await measureCatalogue({
  rounds: Number(values.rounds),
  forMs: Number(values.seconds) * 1000,
  connections: Number(values.connections),
  path: values.path,
});
console.log(JSON.stringify(figures, null, values.json ? 0 : 2));
if (figures.some((one) => one.cachedOfBare < 0.75 || one.cachedTimesUncached < 4)) {
  process.exitCode = 1;
}
