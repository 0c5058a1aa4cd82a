import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { answers as described, createApi, idNumber, serve } from '../platform/http/api.ts';
import type { Api, ApiEnv } from '../platform/http/api.ts';
import { addressAsked, finish } from '../platform/http/finish.ts';
import type { Answers, Page } from '../platform/kept-reads/index.ts';
import type { Pages } from './pages.ts';
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
  responses: described(200, z.object({ items: z.array(categorySchema) }), 'The top categories'),
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
  responses: described(200, eventPageSchema, 'One page of events', ['NOT_FOUND']),
});

const getEvent = createRoute({
  method: 'get',
  path: '/events/{slug}',
  summary: 'An event with its performances',
  request: { params: z.object({ slug }), query: z.object({ locale }) },
  responses: described(200, eventDetailSchema, 'The event', ['NOT_FOUND']),
});

const getPerformance = createRoute({
  method: 'get',
  path: '/performances/{id}',
  summary: 'A performance with its grades and prices',
  request: { params: z.object({ id: idNumber }), query: z.object({ locale }) },
  responses: described(200, performanceSchema, 'The performance', ['NOT_FOUND']),
});

export interface CatalogRoutesDependencies {
  readonly pages: Pages;
  readonly answers: Answers;
}

export function catalogRoutes({ pages, answers }: CatalogRoutesDependencies): Api {
  const api = createApi();

  async function answer<T>(c: Context<ApiEnv>, page: Page<T>): Promise<Response> {
    const finished = await answers.get(page);
    const address = addressAsked(c);
    // What partners are answered depends on who asks.
    if (address !== undefined && !address.includes('partnerKey')) answers.remember(address, page);
    return finish(c, finished);
  }

  serve(api, listCategories, (c) => answer(c, pages.categories(c.req.valid('query').locale)));
  serve(api, listEvents, (c) => answer(c, pages.events(c.req.valid('query'))));
  serve(api, getEvent, (c) =>
    answer(c, pages.event(c.req.valid('param').slug, c.req.valid('query').locale)),
  );
  serve(api, getPerformance, (c) =>
    answer(c, pages.performance(c.req.valid('param').id, c.req.valid('query').locale)),
  );
  return api;
}
