import { createRoute, z } from '@hono/zod-openapi';
import { answers, bearer, createApi, idNumber, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import { requireOwner } from '../platform/http/owner.ts';
import type { Audit } from './audit.ts';
import { KINDS } from './finding.ts';
import type { Kind } from './finding.ts';

const count = z.number().int();

const reportSchema = z.object({
  checked: z.object({
    ...{ orders: count, payments: count, tickets: count, refunds: count, claims: count },
    ...{ blocks: count, performances: count, withoutImage: count, seats: count },
    providerPayments: count,
  }),
  sources: z.object({
    database: z.boolean(),
    store: z.union([z.boolean(), z.literal('none')]),
    providers: z.record(z.string(), z.boolean()),
  }),
  disagreements: count,
  list: z.array(
    z.object({
      kind: z.enum(Object.keys(KINDS) as [Kind, ...Kind[]]),
      subject: z.string(),
      detail: z.string(),
      performanceId: count.optional(),
      orderId: z.string().optional(),
      seats: z.array(count).optional(),
    }),
  ),
  seconds: z.number(),
});

const runAudit = createRoute({
  method: 'get',
  path: '/admin/audit',
  summary: 'Compare database, seat store and providers (needs the token of this server’s owner)',
  security: bearer,
  request: {
    query: z.object({
      since: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
      pauseMs: z.coerce.number().int().nonnegative().max(60_000).optional(),
      performance: idNumber.optional(),
    }),
  },
  responses: answers(200, reportSchema, 'What was read, and every disagreement in it'),
});

/** For commands on the server's own machine: an audit takes as long as the providers take. */
export function auditRoutes(audit: Audit, ownerToken: string): Api {
  const api = createApi();
  api.use('/admin/audit', requireOwner(ownerToken));
  serve(api, runAudit, async (c) => {
    const { since, pauseMs, performance: performanceId } = c.req.valid('query');
    const request = {
      ...(since !== undefined && { since }),
      ...(pauseMs !== undefined && { pauseMs }),
      ...(performanceId !== undefined && { performanceId }),
    };
    return c.json(await audit.run(request));
  });
  return api;
}
