import { createRoute, z } from '@hono/zod-openapi';
import { answers, bearer, createApi, idNumber, lineOfText, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import { requireOwner } from '../platform/http/owner.ts';
import type { Orders } from './orders.ts';

const callOff = createRoute({
  method: 'post',
  path: '/admin/performances/{id}/call-off',
  summary: 'Call a performance off: its sale closes, and every buyer gets the whole price back',
  security: bearer,
  request: { params: z.object({ id: idNumber }) },
  responses: answers(200, z.object({ calledOff: z.literal(true) }), 'Closed; refunds follow'),
});

const retryRefund = createRoute({
  method: 'post',
  path: '/admin/refunds/{id}/retry',
  summary: 'Ask the provider once more for a refund that it refused',
  security: bearer,
  request: { params: z.object({ id: lineOfText(64) }) },
  responses: answers(200, z.object({ retried: z.literal(true) }), 'Asked again'),
});

/** For whoever runs this server. */
export function orderAdminRoutes(orders: Orders, ownerToken: string): Api {
  const api = createApi();
  api.use('/admin/*', requireOwner(ownerToken));
  serve(api, callOff, async (c) => {
    await orders.callOff(c.req.valid('param').id);
    return c.json({ calledOff: true });
  });
  serve(api, retryRefund, async (c) => {
    await orders.retryRefund(c.req.valid('param').id);
    return c.json({ retried: true });
  });
  return api;
}
