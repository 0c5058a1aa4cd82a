import { createRoute, z } from '@hono/zod-openapi';
import { answers, createApi, jsonBody, lineOfText, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import type { SandboxGateway } from './sandbox.ts';

const authorise = createRoute({
  method: 'post',
  path: '/sandbox/payments',
  summary: 'Authorise a payment at the sandbox provider (its pay page calls this)',
  request: {
    body: jsonBody(
      z.object({
        orderId: lineOfText(64),
        amount: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
        currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
        behaviour: z.enum(['approve', 'decline', 'slow']),
      }),
    ),
  },
  responses: answers(201, z.object({ paymentKey: z.string() }), 'Authorised'),
});

export function sandboxRoutes(gateway: SandboxGateway): Api {
  const api = createApi();
  serve(api, authorise, async (c) => c.json(await gateway.authorise(c.req.valid('json')), 201));
  return api;
}
