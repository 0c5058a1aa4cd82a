import { z } from '@hono/zod-openapi';
import type { PopularTerms, SearchSuggestions } from '@ticket-flow/client/protocol';
import { posterSchema } from '../catalog/index.ts';

export const suggestionsSchema = z
  .object({
    events: z.array(z.object({ slug: z.string(), title: z.string(), poster: posterSchema })),
    people: z.array(z.object({ name: z.string() })),
    venues: z.array(z.object({ name: z.string() })),
    terms: z.array(z.string()),
  })
  .openapi('SearchSuggestions') satisfies z.ZodType<SearchSuggestions>;

export const popularSchema = z
  .object({
    items: z.array(
      z.object({
        rank: z.number().int(),
        term: z.string(),
        people: z.number().int(),
        change: z.enum(['new', 'up', 'down', 'same']),
        by: z.number().int(),
      }),
    ),
    windowMs: z.number().int(),
  })
  .openapi('PopularTerms') satisfies z.ZodType<PopularTerms>;

/** What each socket event may carry. */
export const popularSocketSchemas = {
  'popular:watch': z.object({}),
  'popular:unwatch': z.object({}),
} as const;
