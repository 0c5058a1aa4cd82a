import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { answers, bearer, createApi, idNumber, serve, listLimit } from '../platform/http/api.ts';
import type { Api, ApiEnv } from '../platform/http/api.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

const state = z.enum(['open', 'done', 'dead']);
const messageSchema = z
  .object({
    ...{ id: z.number().int(), topic: z.string(), owner: z.string(), state },
    payload: z.unknown().describe('Emptied once delivered'),
    attempts: z.number().int(),
    error: z.string().nullable().describe('What went wrong last'),
    createdAt: z.number().int(),
    nextAt: z.number().int().describe('When an open one is tried again'),
    finishedAt: z.number().int().nullable(),
  })
  .openapi('OutboxMessage') satisfies z.ZodType<OutboxEntry>;

const list = createRoute({
  method: 'get',
  path: '/admin/outbox',
  summary: 'Messages to the world, newest first (needs the token of this server’s owner)',
  security: bearer,
  request: {
    query: z.object({
      state: state.default('dead'),
      limit: listLimit,
    }),
  },
  responses: answers(200, z.object({ messages: z.array(messageSchema) }), 'The messages'),
});

const retry = createRoute({
  method: 'post',
  path: '/admin/outbox/{id}/retry',
  summary: 'Opens a dead message again (needs the token of this server’s owner)',
  security: bearer,
  request: { params: z.object({ id: idNumber }) },
  responses: answers(200, messageSchema, 'It is tried again now', ['NOT_FOUND', 'WRONG_STATE']),
});

/** OUTBOX-6, for whoever `requireOwner` lets in. */
export function outboxRoutes(outbox: Outbox, requireOwner: MiddlewareHandler<ApiEnv>): Api {
  const api = createApi();
  api.use('/admin/outbox', requireOwner);
  api.use('/admin/outbox/*', requireOwner);
  serve(api, list, async (c) => c.json({ messages: await outbox.list(c.req.valid('query')) }));
  serve(api, retry, async (c) => c.json(await outbox.retry(c.req.valid('param').id)));
  return api;
}
