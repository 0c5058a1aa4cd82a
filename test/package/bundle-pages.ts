import { build } from 'vite';
import { join } from 'node:path';
import type { StagedPackage } from './stage.ts';

/**
 * Module scripts for pages that use the built package, as a user's bundler would make them.
 *
 * @param entries paths by name
 * @returns text by path: `/bundled/<name>.js` and what those load
 */
export async function bundlePages(
  { folder }: Pick<StagedPackage, 'folder'>,
  entries: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    // The tests' own NODE_ENV would choose React's development build for one half of it.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: {
      alias: [
        { find: /^@ticket-flow\/client$/, replacement: join(folder, 'dist/index.js') },
        { find: /^@ticket-flow\/client\/(.*)$/, replacement: join(folder, 'dist/$1.js') },
      ],
    },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { ...entries },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'bundled/[name].js', chunkFileNames: 'bundled/shared-[hash].js' },
      },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (!bundle || !('output' in bundle)) throw new Error('nothing was built');
  const scripts = bundle.output.filter((file) => file.type === 'chunk');
  return Object.fromEntries(scripts.map(({ fileName, code }) => [`/${fileName}`, code]));
}
