import { z } from '@hono/zod-openapi';
import { lineOfText } from '../platform/http/api.ts';

const origin = z.string().min(1).max(300);
const publicKey = z.string().min(1, 'must not be empty').max(4_096);
const keyId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must have 1 to 64 letters, digits, ".", "_" or "-"');

export const newPartner = z.object({
  name: lineOfText(100),
  publicKey,
  keyId: keyId.optional(),
  /** Slug; may be left out where there is only one organisation. */
  organisation: lineOfText(64).optional(),
  origins: z.array(origin).max(100).optional(),
});

export const partnerChange = z.discriminatedUnion('change', [
  z.object({ change: z.enum(['add-origin', 'remove-origin']), origin }),
  z.object({ change: z.literal('add-key') }),
  z.object({ change: z.literal('revoke-key'), key: z.string().min(1).max(64) }),
  z.object({ change: z.literal('add-signing-key'), publicKey, keyId: keyId.optional() }),
  z.object({ change: z.literal('remove-signing-key'), keyId }),
  z.object({ change: z.enum(['suspend', 'resume']) }),
]);
