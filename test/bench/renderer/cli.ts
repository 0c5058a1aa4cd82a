import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureRenderer } from './run.ts';

/** `npm run bench:renderer`: what the seat map costs the page it is on. */
const STADIUM = fileURLToPath(
  new URL('../../../../shared/charts/seatmap-canvas-stadium.json', import.meta.url),
);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    frames: { type: 'string', default: '160' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});
const chartFile = positionals[0] ?? (existsSync(STADIUM) ? STADIUM : undefined);
if (chartFile === undefined) console.error('left out: the stadium chart, its file is not here');
const figures = await measureRenderer({
  frames: Number(values.frames),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  chartFile,
});
const judged = figures.map((figure) => ({
  ...figure,
  holds: (figure.ratio ?? figure.ours) <= figure.limit,
}));
if (values.json) console.log(JSON.stringify(judged, undefined, 2));
else console.table(judged, ['case', 'ours', 'reference', 'ratio', 'limit', 'unit', 'holds']);
if (judged.some(({ holds }) => !holds)) process.exitCode = 1;
