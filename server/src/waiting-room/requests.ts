import { z } from '@hono/zod-openapi';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const instant = z.number().int().min(0).max(8_640_000_000_000_000);
const people = z.number().int().min(1).max(1_000_000);
const emails = z.array(z.email('must be an e-mail address')).min(1).max(1_000);
const perMinute = z.number().int().min(1).max(100_000);

export const newRoom = z.object({
  performanceId: z.number().int().positive().max(2_147_483_647),
  /** @default now */
  lobbyOpensAt: instant.optional(),
  /** @default when the sale opens, or in half an hour if that is past */
  opensAt: instant.optional(),
  ratePerMinute: perMinute.default(100),
  maxActive: people.default(500),
  comeWithinMs: z
    .number()
    .int()
    .min(5_000)
    .max(DAY_MS)
    .default(2 * MINUTE_MS),
  sessionMs: z
    .number()
    .int()
    .min(30_000)
    .max(DAY_MS)
    .default(10 * MINUTE_MS),
  graceMs: z.number().int().min(5_000).max(DAY_MS).default(MINUTE_MS),
});

export const roomChange = z.discriminatedUnion('change', [
  z.object({ change: z.enum(['open', 'pause', 'drain', 'close', 'lift']) }),
  z.object({ change: z.literal('rate'), ratePerMinute: perMinute }),
  z.object({ change: z.literal('active'), maxActive: people }),
  z.object({ change: z.literal('opens-at'), opensAt: instant }),
  z.object({ change: z.literal('invite'), emails }),
]);

export type NewRoomRequest = z.input<typeof newRoom>;
export type RoomChange = z.output<typeof roomChange>;
