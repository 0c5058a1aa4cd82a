import { createRoute, z } from '@hono/zod-openapi';
import type { RoomDraw, WaitingRoomView } from '@ticket-flow/client/protocol';
import { answers, createApi, idNumber, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import type { WaitingRoom } from './waiting-room.ts';

const instant = z.number().int().describe('milliseconds UTC');

export const factsSchema = z
  .object({
    phase: z.enum(['before', 'lobby', 'open', 'paused', 'draining', 'closed', 'lifted']),
    ...{ lobbyOpensAt: instant, opensAt: instant },
    seedHash: z.string().describe('SHA-256 of the seed, hex'),
    seed: z.string().optional().describe('from the opening on'),
    waiting: z.number().int(),
    closedBecause: z.enum(['sold_out', 'closed']).optional(),
  })
  .openapi('WaitingRoom');

const view = createRoute({
  method: 'get',
  path: '/performances/{id}/waiting-room',
  summary: 'The waiting room before a sale, as everybody sees it',
  request: { params: z.object({ id: idNumber }) },
  responses: answers(
    200,
    z.object({ room: factsSchema, serverNow: instant }) satisfies z.ZodType<WaitingRoomView>,
    'The room',
    ['NOT_FOUND'],
  ),
});

const draw = createRoute({
  method: 'get',
  path: '/performances/{id}/waiting-room/draw',
  summary: 'What it takes to check the draw of the lobby, after the opening',
  request: { params: z.object({ id: idNumber }) },
  responses: answers(
    200,
    z.object({
      ...{ seedHash: z.string(), seed: z.string(), lobby: z.number().int() },
      order: z.array(z.string()).describe('first 12 hex digits of HMAC-SHA256(seed, account id)'),
    }) satisfies z.ZodType<RoomDraw>,
    'The draw',
    ['NOT_FOUND', 'CLOSED'],
  ),
});

export function waitingRoomRoutes(waitingRoom: WaitingRoom): Api {
  const api = createApi();
  serve(api, view, async (c) => c.json(await waitingRoom.view(c.req.valid('param').id)));
  serve(api, draw, async (c) => c.json(await waitingRoom.draw(c.req.valid('param').id)));
  return api;
}
