import { createRoute, z } from '@hono/zod-openapi';
import { answers, bearer, createApi, jsonBody, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import { requireOwner } from '../platform/http/owner.ts';
import type { Productions } from './productions.ts';
import { productionSchema } from './schemas.ts';

const importProduction = createRoute({
  method: 'post',
  path: '/admin/productions',
  summary: 'Import a chart file and put up an event on it (needs the token of this server’s owner)',
  security: bearer,
  request: {
    body: jsonBody(productionSchema.extend({ chart: z.looseObject({}) })),
  },
  responses: answers(
    201,
    z.object({
      eventSlug: z.string(),
      performanceId: z.number().int(),
      report: z.string(),
    }),
    'On the books',
  ),
});

export function adminRoutes(productions: Productions, ownerToken: string): Api {
  const api = createApi();
  api.use('/admin/*', requireOwner(ownerToken));
  serve(api, importProduction, async (c) => {
    const { chart, ...request } = c.req.valid('json');
    return c.json(await productions.importFile(chart, request), 201);
  });
  return api;
}
