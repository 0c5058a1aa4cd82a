import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { ApiEnv } from './api.ts';
import type { Finished } from './finished.ts';

/** The way through the router for a finished answer. */
export function finish(c: Context<ApiEnv>, finished: Finished): Response {
  const { status, headers, body } = finished.respond({
    acceptEncoding: c.req.header('accept-encoding'),
    ifNoneMatch: c.req.header('if-none-match'),
  });
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    // For a partner's pages the answer varies by their origin as well.
    c.header(name, headers[at + 1], { append: name === 'vary' });
  }
  return body ? c.body(body, 200) : c.body(null, status);
}

/** The address as it came, or undefined where there is no connection: in a test. */
export function addressAsked(c: Context<ApiEnv>): string | undefined {
  return (c.env as { incoming?: IncomingMessage } | undefined)?.incoming?.url;
}
