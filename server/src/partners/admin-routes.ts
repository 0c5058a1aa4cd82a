import { createRoute, z } from '@hono/zod-openapi';
import { answers, bearer, createApi, jsonBody, lineOfText, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import { requireOwner } from '../platform/http/owner.ts';
import type { PartnerEntry } from './management.ts';
import type { Partners } from './partners.ts';

const partnerId = z.string().regex(/^p[a-z0-9]{11}$/, 'must be the id of a partner');
const origin = z.string().min(1).max(300);
const publicKey = z.string().min(1, 'must not be empty').max(4_096);
const keyId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must have 1 to 64 letters, digits, ".", "_" or "-"');

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
  request: {
    body: jsonBody(
      z.object({
        name: lineOfText(100),
        publicKey,
        keyId: keyId.optional(),
        organisation: lineOfText(64).optional(),
        origins: z.array(origin).max(100).optional(),
      }),
    ),
  },
  responses: answers(201, partnerSchema, 'The partner', ['NOT_FOUND']),
});

const changeBody = z.discriminatedUnion('change', [
  z.object({ change: z.enum(['add-origin', 'remove-origin']), origin }),
  z.object({ change: z.literal('add-key') }),
  z.object({ change: z.literal('revoke-key'), key: z.string().min(1).max(64) }),
  z.object({ change: z.literal('add-signing-key'), publicKey, keyId: keyId.optional() }),
  z.object({ change: z.literal('remove-signing-key'), keyId }),
  z.object({ change: z.enum(['suspend', 'resume']) }),
]);

const change = createRoute({
  method: 'post',
  path: '/admin/partners/{id}',
  summary: 'Changes a partner’s origins, keys or state',
  security: bearer,
  request: { params: z.object({ id: partnerId }), body: jsonBody(changeBody) },
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
