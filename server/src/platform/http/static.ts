import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import { notFound } from '../errors.ts';
import type { ApiEnv } from './api.ts';

/** Only a payment provider's window may bring scripts and frames of its own. */
function policyWith(providers: readonly string[]): string {
  const others = providers.map((source) => ` ${source}`).join('');
  return [
    `default-src 'self'`,
    `img-src 'self' data: blob:${others}`,
    `style-src 'self' 'unsafe-inline'`,
    `script-src 'self'${others}`,
    `frame-src 'self'${others}`,
    `connect-src 'self' ws: wss:${others}`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `frame-ancestors 'self'`,
  ].join('; ');
}

/**
 * Serves the built site: files by name, every other path its one page.
 *
 * @param providers sources of payment windows, as a Content-Security-Policy names them
 */
export function serveSite(
  app: Hono<ApiEnv>,
  root: string,
  providers: readonly string[] = [],
): void {
  const policy = policyWith(providers);
  app.use('/assets/*', async (c, next) => {
    await next();
    if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable');
  });
  app.use('*', async (c, next) => {
    await next();
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return;
    c.header('Content-Security-Policy', policy);
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
