import { z } from 'zod';
import { MAX_SEATS_PER_HOLD } from '../seats/index.ts';

/** What each socket event may carry. */
const performanceId = z.number().int().positive().max(2_147_483_647);
const position = z.tuple([
  z.number().int().min(0).max(4_294_967_295),
  z.number().int().min(0).max(4_294_967_295),
]);
const count = z.number().int().min(1).max(MAX_SEATS_PER_HOLD);
const requestId = z.string().regex(/^[\w-]{8,64}$/, 'must have 8 to 64 letters, digits, - or _');
const admission = z
  .string()
  .max(1_024)
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be a token of the waiting room')
  .optional();
const heldToken = z.object({ performanceId, token: z.string().min(1).max(600) });

export const schemas = {
  'session:authenticate': z.object({ accessToken: z.string().min(1).max(4_096) }),
  'session:end': z.object({}),
  'map:watch': z.object({ performanceId, position: position.optional() }),
  'map:unwatch': z.object({ performanceId }),
  'hold:create': z
    .object({
      performanceId,
      requestId,
      seats: z.array(z.number().int()).min(1).max(MAX_SEATS_PER_HOLD).optional(),
      area: z.object({ name: z.string().min(1).max(100), count }).optional(),
      admission,
    })
    .refine(({ seats, area }) => (seats === undefined) !== (area === undefined), {
      path: ['seats'],
      error: 'name either seats or an area',
    }),
  'hold:best': z.object({
    performanceId,
    requestId,
    count,
    gradeId: z.number().int().positive().max(2_147_483_647).optional(),
    accessible: z.boolean().optional(),
    admission,
  }),
  'hold:release': heldToken,
  'hold:renew': heldToken,
  'hold:list': z.object({ performanceId }),
} as const;
