import { timingSafeEqual } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../platform/errors.ts';
import { answers, bearer, createApi, jsonBody, serve } from '../platform/http/api.ts';
import type { Api, ApiEnv } from '../platform/http/api.ts';
import { drain } from '../platform/http/drain.ts';
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

/** For whoever can read the server's data folder: the token lies in a file there. */
function requireOwner(token: string) {
  const expected = Buffer.from(`Bearer ${token}`);
  return createMiddleware<ApiEnv>(async function owner(c, next) {
    const given = Buffer.from(c.req.header('authorization') ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      await drain(c.req.raw.body);
      throw new AppError('FORBIDDEN', 'This needs the owner’s token.');
    }
    await next();
  });
}

export function adminRoutes(productions: Productions, ownerToken: string): Api {
  const api = createApi();
  api.use('/admin/*', requireOwner(ownerToken));
  serve(api, importProduction, async (c) => {
    const { chart, ...request } = c.req.valid('json');
    return c.json(await productions.importFile(chart, request), 201);
  });
  return api;
}
