import { defineConfig } from 'tsdown';

/** What Node 20 and the browsers of the last three years run without being translated. */
const TARGET = ['es2022', 'node20', 'chrome116', 'firefox115', 'safari16.4'];

/** Minifiers leave the insides of a template alone, and the map's style sheets are templates. */
const squeezedStyles = {
  name: 'squeezed-styles',
  transform: {
    filter: { id: /seat-map\/.*styles[\w-]*\.ts$/ },
    handler: (code: string) => code.replace(/`[^`]*`/g, squeeze),
  },
};

function squeeze(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([,:]) /g, '$1')
    .replaceAll(';}', '}');
}

export default defineConfig([
  {
    // One build, so that the entries share their code: an error is one class in all of them.
    entry: {
      index: 'src/index.ts',
      'seat-map': 'src/seat-map/index.ts',
      protocol: 'src/protocol/index.ts',
    },
    format: ['esm', 'cjs'],
    target: TARGET,
    platform: 'neutral',
    // What is `@internal` is in the code and not in the types.
    dts: { compilerOptions: { stripInternal: true } },
    sourcemap: true,
    plugins: [squeezedStyles],
    deps: { neverBundle: ['socket.io-client'] },
  },
  {
    entry: { 'ticket-flow': 'src/global.ts' },
    format: 'iife',
    globalName: 'TicketFlow',
    target: TARGET,
    platform: 'browser',
    minify: true,
    dts: false,
    sourcemap: true,
    clean: false,
    plugins: [squeezedStyles],
    deps: { alwaysBundle: ['socket.io-client'], onlyBundle: false },
    outputOptions: { entryFileNames: '[name].global.js' },
  },
]);
