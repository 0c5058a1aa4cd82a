import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const BACKEND = 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The SDK is built into the site from its TypeScript, so no build step has to come first.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The server's Content-Security-Policy allows fonts from itself only, not from data: URIs.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/api': BACKEND,
      '/socket.io': { target: BACKEND, ws: true },
    },
  },
});
