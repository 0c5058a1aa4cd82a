import { createRoute, z } from '@hono/zod-openapi';
import { answers, bearer, createApi, idNumber, jsonBody, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import { requireOwner } from '../platform/http/owner.ts';
import type { Management, RoomEntry } from './management.ts';
import { newRoom, roomChange } from './requests.ts';

const count = z.number().int();
const roomSchema = z
  .object({
    performanceId: count,
    state: z.enum(['lobby', 'open', 'paused', 'draining', 'closed', 'lifted']),
    ...{ lobbyOpensAt: count, opensAt: count, ratePerMinute: count, maxActive: count },
    ...{ comeWithinMs: count, sessionMs: count, graceMs: count },
    ...{ waiting: count, active: count, admitted: count },
    ...{ seedHash: z.string(), closedBecause: z.string().nullable() },
  })
  .openapi('WaitingRoomEntry') satisfies z.ZodType<RoomEntry>;

const list = createRoute({
  method: 'get',
  path: '/admin/waiting-rooms',
  summary: 'All waiting rooms (needs the token of this server’s owner)',
  security: bearer,
  responses: answers(200, z.object({ rooms: z.array(roomSchema) }), 'The rooms'),
});

const create = createRoute({
  method: 'post',
  path: '/admin/waiting-rooms',
  summary: 'Put a waiting room before a sale (needs the token of this server’s owner)',
  security: bearer,
  request: { body: jsonBody(newRoom) },
  responses: answers(201, roomSchema, 'The room', ['NOT_FOUND', 'WRONG_STATE']),
});

const change = createRoute({
  method: 'post',
  path: '/admin/waiting-rooms/{id}',
  summary: 'Change a waiting room while people wait (needs the token of this server’s owner)',
  security: bearer,
  request: { params: z.object({ id: idNumber }), body: jsonBody(roomChange) },
  responses: answers(200, roomSchema, 'The room afterwards', ['NOT_FOUND', 'WRONG_STATE']),
});

export function waitingRoomAdminRoutes(management: Management, ownerToken: string): Api {
  const api = createApi();
  api.use('/admin/*', requireOwner(ownerToken));
  serve(api, list, async (c) => c.json({ rooms: await management.list() }));
  serve(api, create, async (c) => c.json(await management.create(c.req.valid('json')), 201));
  serve(api, change, async (c) =>
    c.json(await management.change(c.req.valid('param').id, c.req.valid('json'))),
  );
  return api;
}
