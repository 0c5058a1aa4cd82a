import { createRoute, z } from '@hono/zod-openapi';
import type { Availability } from '@ticket-flow/client/protocol';
import { answers, createApi, idNumber, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import type { AvailabilityReader } from './availability.ts';

const count = z.number().int();

const availability = createRoute({
  method: 'get',
  path: '/performances/{id}/availability',
  summary: 'Seats left by grade',
  request: { params: z.object({ id: idNumber }) },
  responses: answers(
    200,
    z.object({
      performanceId: count,
      grades: z.array(z.object({ gradeId: count, total: count, free: count })),
      live: z.boolean(),
    }) satisfies z.ZodType<Availability>,
    'Seats left',
    ['NOT_FOUND'],
  ),
});

export function liveMapRoutes(reader: AvailabilityReader): Api {
  const api = createApi();
  serve(api, availability, async (c) => c.json(await reader.of(c.req.valid('param').id)));
  return api;
}
