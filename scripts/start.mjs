// `npm start`: builds the site if its sources changed, then runs the server. Ctrl-C stops both.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSite } from './build-site.mjs';

await buildSite();
const server = spawn(
  process.execPath,
  ['--conditions=source', '--import', 'tsx', 'server/src/main.ts'],
  { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
// npm ends at once on SIGTERM and leaves its children; without it the server stops as well.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) server.kill('SIGTERM');
}, 500).unref();
server.on('exit', (code) => process.exit(code ?? 1));
