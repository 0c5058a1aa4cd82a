import { createRoute, z } from '@hono/zod-openapi';
import type { Catalog } from './catalog.ts';
import { answers, createApi, idNumber, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import {
  categorySchema,
  eventDetailSchema,
  eventPageSchema,
  performanceSchema,
} from './schemas.ts';

const locale = z.enum(['ko', 'en']).default('ko');
const slug = z.string().min(1).max(100);

const listCategories = createRoute({
  method: 'get',
  path: '/categories',
  summary: 'The category tree',
  request: { query: z.object({ locale }) },
  responses: answers(200, z.object({ items: z.array(categorySchema) }), 'The top categories'),
});

const listEvents = createRoute({
  method: 'get',
  path: '/events',
  summary: 'Published events, by category',
  request: {
    query: z.object({
      locale,
      category: slug.optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: answers(200, eventPageSchema, 'One page of events', ['NOT_FOUND']),
});

const getEvent = createRoute({
  method: 'get',
  path: '/events/{slug}',
  summary: 'An event with its performances',
  request: { params: z.object({ slug }), query: z.object({ locale }) },
  responses: answers(200, eventDetailSchema, 'The event', ['NOT_FOUND']),
});

const getPerformance = createRoute({
  method: 'get',
  path: '/performances/{id}',
  summary: 'A performance with its grades and prices',
  request: { params: z.object({ id: idNumber }), query: z.object({ locale }) },
  responses: answers(200, performanceSchema, 'The performance', ['NOT_FOUND']),
});

export function catalogRoutes(catalog: Catalog): Api {
  const api = createApi();
  serve(api, listCategories, async (c) =>
    c.json({ items: await catalog.categories(c.req.valid('query').locale) }),
  );
  serve(api, listEvents, async (c) => c.json(await catalog.events(c.req.valid('query'))));
  serve(api, getEvent, async (c) =>
    c.json(await catalog.event(c.req.valid('param').slug, c.req.valid('query').locale)),
  );
  serve(api, getPerformance, async (c) =>
    c.json(await catalog.performance(c.req.valid('param').id, c.req.valid('query').locale)),
  );
  return api;
}
