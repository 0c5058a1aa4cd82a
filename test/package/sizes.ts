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
  const core = await bundledSize(folder, CORE);
  const both = await bundledSize(folder, CORE + RENDERER);
  const script = await readFile(join(folder, 'dist/ticket-flow.global.js'));
  return [
    {
      name: 'core',
      means: 'all of ".", without socket.io-client',
      bytes: core,
      limit: 20 * KB,
    },
    {
      name: 'renderer',
      means: 'all of "./seat-map" with what it takes from ".", without socket.io-client',
      bytes: await bundledSize(folder, RENDERER),
      limit: 30 * KB,
    },
    {
      name: 'core + renderer',
      means: 'a page that has both, without socket.io-client',
      bytes: both,
      limit: 50 * KB,
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

async function bundledSize(folder: string, code: string): Promise<number> {
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
      lib: { entry, formats: ['iife'], name: 'measured' },
      rolldownOptions: {
        external: ['socket.io-client'],
        output: { globals: { 'socket.io-client': 'socketio' } },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('nothing was built');
  return compressed(output.output[0].code);
}
