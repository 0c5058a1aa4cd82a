// Builds the site unless its sources are the ones it was built from.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'server/web');
const stamp = join(site, '.built-from');

/** Where the built site lies. */
export const siteRoot = join(site, 'dist');

/** Hash of everything the site is built from. */
async function sourceHash() {
  const hash = createHash('sha256');
  for (const folder of [join(site, 'src'), join(root, 'client-sdk/src')]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    for (const path of files.map((file) => join(file.parentPath, file.name)).sort()) {
      hash.update(path.slice(root.length)).update(await readFile(path));
    }
  }
  for (const file of ['index.html', 'vite.config.ts', 'package.json']) {
    hash.update(await readFile(join(site, file)));
  }
  return hash.digest('hex');
}

/** Resolves when `dist` is up to date; rejects when the build fails. */
export async function buildSite() {
  const hash = await sourceHash();
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built === hash && existsSync(join(siteRoot, 'index.html'))) return;
  console.log('Building the site …');
  const vite = join(
    dirname(createRequire(import.meta.url).resolve('vite/package.json')),
    'bin/vite.js',
  );
  await run([vite, 'build', '--logLevel', 'warn'], site);
  await writeFile(stamp, hash);
}

function run(args, cwd) {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error('the site could not be built'));
    });
  });
}
