import type { IncomingMessage } from 'node:http';
import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv, Caller } from '../platform/http/api.ts';
import type { AddressOf } from './addresses.ts';
import { createBuckets } from './buckets.ts';
import type { LimitName, LimitTable } from '../platform/limit-table.ts';
import { named } from './named.ts';
import type { RateLimits } from './rate-limits.ts';
import { rateLimited } from './refusals.ts';

export interface RestLimitsDependencies {
  readonly limits: RateLimits;
  readonly table: LimitTable;
  readonly addressOf: AddressOf;
}

export interface RestLimits {
  /** For every route of the API. */
  readonly middleware: MiddlewareHandler<ApiEnv>;
  /** For what is answered before the router: false leaves the request, uncounted, to the router. */
  admits(request: IncomingMessage): boolean;
}

interface Rule {
  readonly path: RegExp;
  readonly limit: LimitName;
}

/** POST requests that all nodes count together, by who may not make many of them. */
const BY_ADDRESS: readonly Rule[] = [
  { path: /^\/api\/auth\/(password\/forgot|verify-email\/send)$/, limit: 'mailsAddress' },
];
const BY_ACCOUNT: readonly Rule[] = [
  { path: /^\/api\/auth\/verify-email\/send$/, limit: 'mailsAccount' },
  { path: /^\/api\/orders$/, limit: 'ordersAccount' },
  { path: /^\/api\/(payments\/|orders\/[^/]+\/)/, limit: 'paymentsAccount' },
];

/** RATE-2: every request by its address, and once it is known by its account. */
export function createRestLimits(dependencies: RestLimitsDependencies): RestLimits {
  const { limits, addressOf } = dependencies;
  const table = named(dependencies.table);
  const requestsAddress = createBuckets(table.requestsAddress);
  const requestsAccount = createBuckets(table.requestsAccount);
  const webhooksAddress = createBuckets(table.webhooksAddress);

  async function count(rules: readonly Rule[], path: string, key: string): Promise<void> {
    const rule = rules.find((one) => one.path.test(path));
    if (!rule) return;
    const { allowed, endsInMs } = await limits.take(table[rule.limit], key);
    if (!allowed) throw rateLimited(endsInMs);
  }

  function callerOf(address: string, method: string, path: string): Caller {
    return {
      address,
      signedIn: (userId) => {
        refuseFor(requestsAccount.take(userId));
        return method === 'POST' ? count(BY_ACCOUNT, path, userId) : undefined;
      },
    };
  }

  const middleware = createMiddleware<ApiEnv>(async function limitRequests(c, next) {
    const { method, path } = c.req;
    const address = addressOf((c.env as { incoming: IncomingMessage }).incoming);
    const bucket = path.startsWith('/api/webhooks/') ? webhooksAddress : requestsAddress;
    refuseFor(bucket.take(address));
    c.set('caller', callerOf(address, method, path));
    if (method === 'POST') await count(BY_ADDRESS, path, address);
    await next();
  });
  return {
    middleware,
    admits: (request) => requestsAddress.take(addressOf(request)) === 0,
  };
}

function refuseFor(waitMs: number): void {
  if (waitMs > 0) throw rateLimited(waitMs);
}
