import { createRoute, z } from '@hono/zod-openapi';
import { answers, bearer, createApi, listLimit, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import { requireOwner } from '../platform/http/owner.ts';
import type { History } from './history.ts';

const searchesOfDay = createRoute({
  method: 'get',
  path: '/admin/searches',
  summary: 'What people searched for on a day, UTC (needs the token of this server’s owner)',
  security: bearer,
  request: { query: z.object({ day: z.iso.date(), limit: listLimit }) },
  responses: answers(
    200,
    z.object({
      items: z.array(z.object({ term: z.string(), people: z.number().int() })),
    }),
    'The most searched first',
  ),
});

export function searchAdminRoutes(history: History, ownerToken: string): Api {
  const api = createApi();
  api.use('/admin/searches', requireOwner(ownerToken));
  serve(api, searchesOfDay, async (c) => {
    const { day, limit } = c.req.valid('query');
    return c.json({ items: await history.ofDay(Date.parse(day), limit) });
  });
  return api;
}
