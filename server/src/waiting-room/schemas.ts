import { z } from 'zod';

/** What each socket event of the waiting room may carry. */
const performanceId = z.number().int().positive().max(2_147_483_647);
const room = z.object({ performanceId });

export const schemas = {
  'room:join': room.extend({ human: z.string().min(1).max(4_096).optional() }),
  'room:look': room,
  'room:enter': room,
  'room:leave': room,
} as const;
