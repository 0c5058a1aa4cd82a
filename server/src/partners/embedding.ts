import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../platform/errors.ts';
import type { ApiEnv } from '../platform/http/api.ts';
import { drain } from '../platform/http/drain.ts';
import type { Partners } from './partners.ts';

/**
 * Query parameter that carries the publishable key, on REST and on the socket's handshake. A header
 * would make every read a preflighted one, and a preflight does not say what is in it.
 */
export const KEY_PARAMETER = 'partnerKey';

/** PARTNER-4: what a key opens. New routes are closed until they are named here. */
const OPEN = /^\/api\/(categories|events|performances|openapi\.json)(\/|$)/;
/** The same for everybody, under addresses that change with their content. */
const GEOMETRY = '/api/charts/';

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST',
  'Access-Control-Allow-Headers': 'Accept, Authorization, Content-Type, Idempotency-Key',
  'Access-Control-Max-Age': '7200',
} as const;

/** Lets pages of partners read what a partner's key opens, from that partner's origins. */
export function restForPartners(partners: Pick<Partners, 'admit'>): MiddlewareHandler<ApiEnv> {
  return createMiddleware<ApiEnv>(async function embed(c, next) {
    if (c.req.path.startsWith(GEOMETRY)) {
      c.header('Access-Control-Allow-Origin', '*');
      return isPreflight(c) ? c.body(null, 204, PREFLIGHT) : next();
    }
    const key = c.req.query(KEY_PARAMETER);
    if (key === undefined) return next();
    c.header('Vary', 'Origin');
    // A refusal says nothing but why: whoever set the page up has to be able to read it there.
    if (!isPreflight(c)) c.header('Access-Control-Allow-Origin', '*');
    const origin = c.req.header('origin');
    await partners.admit(key, origin);
    c.header('Access-Control-Allow-Origin', origin);
    if (origin !== undefined) {
      c.header('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
    }
    if (isPreflight(c)) return c.body(null, 204, PREFLIGHT);
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (reads && OPEN.test(c.req.path)) return next();
    await drain(c.req.raw.body);
    throw new AppError(
      'FORBIDDEN',
      'A partner key reads the catalogue and holds seats over the socket; this is not open to it.',
    );
  });
}

function isPreflight(c: Context<ApiEnv>): boolean {
  return c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
}
