import { parseArgs } from 'node:util';
import { measureAsleep } from './asleep.ts';

/** `npm run asleep`: viewers whose processes are stopped for a while, and how soon they are right. */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
});
const figures = await measureAsleep(Number(values.seconds));
if (values.json) console.log(JSON.stringify(figures));
else console.table(figures);
if (figures.wrong_viewers > 0 || figures.right_after_ms_max > 1_000) process.exitCode = 1;
