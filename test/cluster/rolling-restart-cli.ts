import { parseArgs } from 'node:util';
import { runRollingRestart } from './rolling-restart.ts';

/** `npm run rolling-restart`: every node is restarted while people buy; nobody may notice. */
const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '3' },
    buyers: { type: 'string', default: '100' },
    viewers: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const nodes = Number(values.nodes);
const { figures, errors } = await runRollingRestart({
  nodes,
  buyers: Number(values.buyers),
  viewers: Number(values.viewers),
  seconds: Number(values.seconds),
  seed: Number(values.seed),
  log: (line) => {
    if (!values.json) console.log(line);
  },
});
for (const error of errors.slice(0, 10)) console.error(error);
if (values.json) console.log(JSON.stringify(figures));
else console.table(figures);
const unnoticed =
  figures.errors + figures.divergent_viewers + figures.double_sold + figures.nodes_forced === 0;
if (!unnoticed || figures.nodes_restarted < nodes) process.exitCode = 1;
