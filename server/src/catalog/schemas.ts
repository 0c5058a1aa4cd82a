import { z } from '@hono/zod-openapi';
import type {
  Category,
  EventDetail,
  EventPage,
  EventSummary,
  PerformanceDetail,
  PerformanceSummary,
  VenueSummary,
} from '@ticket-flow/client/protocol';
import { lineOfText } from '../platform/http/api.ts';

/** The wire types of `@ticket-flow/client/protocol` as schemas, for OpenAPI. */
export const categorySchema: z.ZodType<Category> = z
  .lazy(() => z.object({ slug: z.string(), name: z.string(), children: z.array(categorySchema) }))
  .openapi('Category', { type: 'object' });

export const venueSchema = z
  .object({ slug: z.string(), name: z.string(), address: z.string(), timeZone: z.string() })
  .openapi('Venue') satisfies z.ZodType<VenueSummary>;

export const posterSchema = z.object({ motif: z.string(), hue: z.number() });

const saleState = z.enum(['soon', 'on_sale', 'closed', 'past']);
const instant = z.number().int().describe('milliseconds UTC');

export const staleSince = instant
  .optional()
  .describe(
    'milliseconds UTC; there while the database is away: nothing newer is known since then',
  );

const eventSummary = z.object({
  slug: z.string(),
  title: z.string(),
  tagline: z.string(),
  poster: posterSchema,
  categories: z.array(z.string()),
  venue: venueSchema.nullable(),
  firstStartsAt: instant.nullable(),
  lastStartsAt: instant.nullable(),
  saleState,
  saleOpensAt: instant.nullable(),
  fromPrice: z.object({ amount: z.number().int(), currency: z.string() }).nullable(),
}) satisfies z.ZodType<EventSummary>;

export const eventPageSchema = z
  .object({
    items: z.array(eventSummary),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
    staleSince,
  })
  .openapi('EventPage') satisfies z.ZodType<EventPage>;

const performanceSummary = z.object({
  id: z.number().int(),
  startsAt: instant,
  saleOpensAt: instant,
  saleClosesAt: instant,
  saleState,
  waitingRoom: z.boolean(),
  venue: venueSchema,
}) satisfies z.ZodType<PerformanceSummary>;

export const eventDetailSchema = eventSummary
  .extend({
    description: z.string(),
    people: z.array(z.object({ role: z.string(), name: z.string() })),
    runningMinutes: z.number().int().nullable(),
    ageRating: z.string().nullable(),
    performances: z.array(performanceSummary),
    staleSince,
  })
  .openapi('Event') satisfies z.ZodType<EventDetail>;

export const refundPolicySchema = z
  .object({
    closesMinutesBefore: z.number().int(),
    rules: z.array(
      z.object({
        withinDaysOfPurchase: z.number().int().optional(),
        daysBefore: z.number().int().optional(),
        feePercent: z.number().optional(),
        feeFixed: z.number().int().optional(),
      }),
    ),
  })
  .openapi('RefundPolicy');

export const performanceSchema = performanceSummary
  .extend({
    event: z.object({ slug: z.string(), title: z.string(), poster: posterSchema }),
    currency: z.string(),
    maxSeatsPerHolder: z.number().int(),
    orphanRule: z.enum(['off', 'strict', 'lenient']),
    bestAvailable: z.boolean(),
    grades: z.array(
      z.object({
        id: z.number().int(),
        code: z.string(),
        name: z.string(),
        color: z.string(),
        prices: z.record(z.string(), z.number().int()),
        categories: z.array(z.string()),
      }),
    ),
    priceTypes: z.array(z.object({ code: z.string(), name: z.string() })),
    seatGrades: z.array(z.tuple([z.number().int(), z.number().int()]).readonly()),
    geometryUrl: z.string(),
    seatCount: z.number().int(),
    refundPolicy: refundPolicySchema.nullable(),
    serverNow: instant,
    staleSince,
  })
  .openapi('Performance') satisfies z.ZodType<PerformanceDetail>;

/** What it takes to put up a production on an imported chart. */
export const productionSchema = z.object({
  title: lineOfText(200),
  venue: lineOfText(200).optional(),
  timeZone: z.string().min(1).max(64).default('Asia/Seoul'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')
    .default('KRW'),
  startsAt: z.number().int().min(0).max(8_640_000_000_000_000).optional(),
  onSale: z.boolean().default(false),
  topPrice: z.number().int().min(0).max(2_000_000_000).default(100_000),
});
