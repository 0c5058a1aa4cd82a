import { createRoute, z } from '@hono/zod-openapi';
import {
  answers,
  bearer,
  createApi,
  idNumber,
  lineOfText,
  listLimit,
  serve,
} from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import { requireOwner } from '../platform/http/owner.ts';
import type { RefundEntry } from './operator.ts';
import type { Orders } from './orders.ts';

const refundState = z.enum(['stuck', 'open']);

const callOff = createRoute({
  method: 'post',
  path: '/admin/performances/{id}/call-off',
  summary: 'Call a performance off: its sale closes, and every buyer gets the whole price back',
  security: bearer,
  request: { params: z.object({ id: idNumber }) },
  responses: answers(200, z.object({ calledOff: z.literal(true) }), 'Closed; refunds follow', [
    'NOT_FOUND',
  ]),
});

const refundSchema = z
  .object({
    ...{ id: z.string(), orderId: z.string(), provider: z.string(), paymentKey: z.string() },
    ...{ amount: z.number().int(), currency: z.string(), state: refundState },
    code: z.string().nullable().describe('Why it is stuck'),
    attempts: z.number().int().describe('Tries without an answer'),
    ...{ reason: z.string(), createdAt: z.number().int() },
  })
  .openapi('RefundEntry') satisfies z.ZodType<RefundEntry>;

const listRefunds = createRoute({
  method: 'get',
  path: '/admin/refunds',
  summary: 'Refunds that a provider refused, or still owes an answer for, the oldest first',
  security: bearer,
  request: {
    query: z.object({
      state: refundState.default('stuck'),
      limit: listLimit,
    }),
  },
  responses: answers(200, z.object({ refunds: z.array(refundSchema) }), 'The refunds'),
});

const retryRefund = createRoute({
  method: 'post',
  path: '/admin/refunds/{id}/retry',
  summary: 'Ask the provider once more for a refund that it refused',
  security: bearer,
  request: { params: z.object({ id: lineOfText(64) }) },
  responses: answers(200, z.object({ retried: z.literal(true) }), 'Asked again', ['NOT_FOUND']),
});

/** For whoever runs this server. */
export function orderAdminRoutes(orders: Orders, ownerToken: string): Api {
  const api = createApi();
  api.use('/admin/*', requireOwner(ownerToken));
  serve(api, callOff, async (c) => {
    await orders.callOff(c.req.valid('param').id);
    return c.json({ calledOff: true });
  });
  serve(api, listRefunds, async (c) => {
    return c.json({ refunds: await orders.refunds(c.req.valid('query')) });
  });
  serve(api, retryRefund, async (c) => {
    await orders.retryRefund(c.req.valid('param').id);
    return c.json({ retried: true });
  });
  return api;
}
