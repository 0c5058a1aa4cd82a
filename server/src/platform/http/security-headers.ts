import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './api.ts';

/** On every answer. Whether pages elsewhere may read one is said by the routes. */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['cross-origin-opener-policy', 'same-origin'],
  ['origin-agent-cluster', '?1'],
  ['referrer-policy', 'no-referrer'],
  ['strict-transport-security', 'max-age=15552000; includeSubDomains'],
  ['x-content-type-options', 'nosniff'],
  ['x-dns-prefetch-control', 'off'],
  ['x-download-options', 'noopen'],
  ['x-frame-options', 'SAMEORIGIN'],
  ['x-permitted-cross-domain-policies', 'none'],
  ['x-xss-protection', '0'],
];

export function securityHeaders(): MiddlewareHandler<ApiEnv> {
  return createMiddleware<ApiEnv>(async function secure(c, next) {
    await next();
    for (const [name, value] of SECURITY_HEADERS) c.header(name, value);
  });
}
