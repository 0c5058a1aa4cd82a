import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts', protocol: 'src/protocol/index.ts' },
  format: ['esm', 'cjs'],
  dts: true,
  platform: 'neutral',
  external: ['socket.io-client'],
});
