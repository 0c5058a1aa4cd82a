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
server.on('exit', (code) => process.exit(code ?? 1));
