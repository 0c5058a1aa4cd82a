import { parseArgs } from 'node:util';
import { measureFanOut } from './one-node.ts';

/** `npm run fan-out`: what one node does for many viewers of a busy map. */
const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '1000' },
    changes: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
});
const figures = await measureFanOut({
  viewers: Number(values.viewers),
  changesPerSecond: Number(values.changes),
  seconds: Number(values.seconds),
});
if (values.json) {
  console.log(JSON.stringify(figures));
} else {
  const { profile, ...rest } = figures;
  console.table(rest);
  console.table(profile);
}
if (figures.divergent_viewers > 0 || figures.frames_per_viewer_per_tick_max > 1) {
  process.exitCode = 1;
}
