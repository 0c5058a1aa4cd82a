import { createRoute, z } from '@hono/zod-openapi';
import { answers, bearer, createApi, jsonBody, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import { requireOwner } from '../platform/http/owner.ts';
import type { PartnerEntry } from './management.ts';
import type { Partners } from './partners.ts';
import { newPartner, partnerChange } from './requests.ts';

const partnerId = z.string().regex(/^p[a-z0-9]{11}$/, 'must be the id of a partner');

const partnerSchema = z
  .object({
    id: z.string().describe('The issuer of its customer tokens'),
    ...{ name: z.string(), organisation: z.string(), state: z.enum(['active', 'suspended']) },
    keys: z.array(z.string()).describe('Publishable keys in force'),
    origins: z.array(z.string()),
    signingKeys: z
      .array(z.string())
      .describe('Ids of the keys that customer tokens are signed with'),
  })
  .openapi('Partner') satisfies z.ZodType<PartnerEntry>;

const list = createRoute({
  method: 'get',
  path: '/admin/partners',
  summary: 'Partners with their keys and origins (needs the token of this server’s owner)',
  security: bearer,
  responses: answers(200, z.object({ partners: z.array(partnerSchema) }), 'The partners'),
});

const create = createRoute({
  method: 'post',
  path: '/admin/partners',
  summary: 'A new partner with one publishable key',
  security: bearer,
  request: { body: jsonBody(newPartner) },
  responses: answers(201, partnerSchema, 'The partner', ['NOT_FOUND']),
});

const change = createRoute({
  method: 'post',
  path: '/admin/partners/{id}',
  summary: 'Changes a partner’s origins, keys or state',
  security: bearer,
  request: { params: z.object({ id: partnerId }), body: jsonBody(partnerChange) },
  responses: answers(200, partnerSchema, 'The partner afterwards', ['NOT_FOUND']),
});

/** For whoever runs this server. */
export function partnerAdminRoutes(partners: Partners, ownerToken: string): Api {
  const api = createApi();
  api.use('/admin/partners', requireOwner(ownerToken));
  api.use('/admin/partners/*', requireOwner(ownerToken));
  serve(api, list, async (c) => c.json({ partners: await partners.list() }));
  serve(api, create, async (c) => c.json(await partners.create(c.req.valid('json')), 201));
  serve(api, change, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await partners.change(id, c.req.valid('json')));
  });
  return api;
}
