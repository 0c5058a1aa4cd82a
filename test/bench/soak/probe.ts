/**
 * Imported into a node's process: at each SIGUSR2 it collects garbage and prints one JSON line of
 * what the process has.
 */
import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const SELF = '/proc/self/fd';

function watch(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let asked = 0;
  process.on('SIGUSR2', () => {
    asked += 1;
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const handles = process.getActiveResourcesInfo().length;
    const files = process.platform === 'linux' ? readdirSync(SELF).length : 0;
    console.log(`soak: ${JSON.stringify({ asked, rss, heapUsed, external, handles, files })}`);
  });
}

if (isMainThread) watch();
