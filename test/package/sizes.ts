import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { StagedPackage } from './stage.ts';

export interface Size {
  readonly name: string;
  readonly means: string;
  readonly bytes: number;
  readonly limit: number;
}

/** 1 kB is 1,000 bytes, minified and compressed with gzip at level 9. */
const KB = 1_000;
const CORE = "export * from './dist/index.js';";
const RENDERER = "export * from './dist/seat-map.js';";

export async function measureSizes({ folder }: StagedPackage): Promise<Size[]> {
  const core = await bundle(folder, CORE);
  const renderer = await bundle(folder, RENDERER);
  const both = await bundle(folder, CORE + RENDERER);
  const script = await readFile(join(folder, 'dist/ticket-flow.global.js'));
  return [
    {
      name: 'core',
      means: 'all of ".", without socket.io-client',
      bytes: core.atOnce,
      limit: 20 * KB,
    },
    {
      name: 'renderer',
      means: 'what shows a map: "./seat-map" with what it takes from ".", without socket.io-client',
      bytes: renderer.atOnce,
      limit: 30 * KB,
    },
    {
      name: 'core + renderer',
      means: 'a page that has both, with what is loaded later, without socket.io-client',
      bytes: both.atOnce + both.later,
      limit: 55 * KB,
    },
    {
      name: 'script',
      means: 'dist/ticket-flow.global.js, with everything and socket.io-client',
      bytes: compressed(script),
      limit: 70 * KB,
    },
  ];
}

export function describeSize({ name, means, bytes, limit }: Size): string {
  const [is, most] = [bytes, limit].map((size) => (size / KB).toFixed(1));
  return `${name}: ${String(is)} kB of ${String(most)} kB (${means})`;
}

function compressed(code: string | Uint8Array): number {
  return gzipSync(code, { level: 9 }).length;
}

/** Compressed sizes of what a page loads with this code, and of what that loads when it is wanted. */
async function bundle(folder: string, code: string): Promise<{ atOnce: number; later: number }> {
  const entry = join(folder, 'measured.js');
  await writeFile(entry, code);
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        external: ['socket.io-client'],
        preserveEntrySignatures: 'strict',
      },
    },
  });
  const [bundled] = Array.isArray(built) ? built : [built];
  if (!bundled || !('output' in bundled)) throw new Error('nothing was built');
  const chunks = new Map(
    bundled.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
  );
  const first = new Set<string>();
  const visit = (name: string): void => {
    if (first.has(name) || !chunks.has(name)) return;
    first.add(name);
    chunks.get(name)?.imports.forEach(visit);
  };
  visit(bundled.output[0].fileName);
  const sizes = { atOnce: 0, later: 0 };
  for (const [name, chunk] of chunks) {
    sizes[first.has(name) ? 'atOnce' : 'later'] += compressed(chunk.code);
  }
  return sizes;
}
