import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import { notFound } from '../errors.ts';
import type { ApiEnv } from './api.ts';

const POLICY = [
  `default-src 'self'`,
  `img-src 'self' data: blob:`,
  `style-src 'self' 'unsafe-inline'`,
  `connect-src 'self' ws: wss:`,
  `object-src 'none'`,
  `base-uri 'self'`,
  `frame-ancestors 'self'`,
].join('; ');

/** Serves the built site: files by name, every other path its one page. */
export function serveSite(app: Hono<ApiEnv>, root: string): void {
  app.use('/assets/*', async (c, next) => {
    await next();
    if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable');
  });
  app.use('*', async (c, next) => {
    await next();
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return;
    c.header('Content-Security-Policy', POLICY);
    c.header('Cache-Control', 'no-cache');
  });
  app.use('*', serveStatic({ root }));
  // Read once: a site that is being built anew must not take the running one away.
  let page: string | undefined;
  app.get('*', async (c) => {
    if (c.req.path.startsWith('/api/') || c.req.path.startsWith('/assets/')) {
      throw notFound('page');
    }
    page ??= await readFile(join(root, 'index.html'), 'utf8');
    return c.html(page);
  });
}
