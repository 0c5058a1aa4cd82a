import { build, defaultClientConditions } from 'vite';

/** One script for a browser from TypeScript of this repository, as text; it leaves `name`. */
export async function bundleForBrowser(entry: string, name = 'bundle'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source', ...defaultClientConditions] },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const output of outputs) {
    if (!('output' in output)) continue;
    const [chunk] = output.output;
    return chunk.code;
  }
  throw new Error(`nothing was built from ${entry}`);
}
