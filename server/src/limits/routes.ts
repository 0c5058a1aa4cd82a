import { createRoute, z } from '@hono/zod-openapi';
import type { HumanCheckInfo } from '@ticket-flow/client/protocol';
import { answers, createApi, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import type { Humans } from './human-check.ts';

const infoSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('sandbox') }),
  z.object({
    ...{ kind: z.literal('widget'), siteKey: z.string() },
    ...{ script: z.string(), global: z.string() },
  }),
]) satisfies z.ZodType<HumanCheckInfo>;

const humanCheck = createRoute({
  method: 'get',
  path: '/human-check',
  summary: 'How a page lets people show that they are human, if that is asked for',
  responses: answers(200, infoSchema, 'The check'),
});

export function humanCheckRoutes({ info }: Humans): Api {
  const api = createApi();
  serve(api, humanCheck, (c) => c.json(info));
  return api;
}
