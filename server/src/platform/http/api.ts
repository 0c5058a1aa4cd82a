import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { RouteConfig, RouteHandler } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { invalid } from '../errors.ts';

/** Set by the authentication middleware. */
export interface SignedIn {
  readonly userId: string;
  /** `user:<id>` */
  readonly holder: string;
}

export interface ApiEnv {
  Variables: { requestId: string; signedIn: SignedIn };
}

export type Api = OpenAPIHono<ApiEnv>;

/** A router whose validation errors name the field and what is wrong with it. */
export function createApi(): Api {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const issue = result.error.issues[0];
      const place = result.target === 'json' ? 'body' : result.target;
      const path = issue?.path.map(String).join('.') || place;
      throw invalid(path, `${path}: ${issue?.message ?? 'not valid'}`);
    },
  });
}

/**
 * Registers a route. Its input is typed from the schemas; its output is typed by the services and
 * only described here, so that read-only data need not be copied to please a schema.
 */
export function serve<R extends RouteConfig & { getRoutingPath(): string }>(
  api: Api,
  route: R,
  handler: (c: Parameters<RouteHandler<R, ApiEnv>>[0]) => Response | Promise<Response>,
): void {
  api.openapi(route, handler);
}

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z
        .object({
          field: z.string().optional(),
          seats: z.array(z.object({ seat: z.number(), label: z.string() })).optional(),
          limit: z.number().optional(),
          free: z.number().optional(),
          state: z.string().optional(),
          retryAfterMs: z.number().optional(),
        })
        .optional(),
      requestId: z.string().optional(),
    }),
  })
  .openapi('Error');

const PROBLEM = { content: { 'application/json': { schema: errorSchema } } };

/** A JSON response of a schema, and the problem any route may answer. */
export function answers<S extends z.ZodType>(
  status: 200 | 201 | 202,
  schema: S,
  description: string,
) {
  return {
    [status]: { description, content: { 'application/json': { schema } } },
    default: { description: 'A typed problem', ...PROBLEM },
  } as const;
}

export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}

/** A body that may be left out, or be empty. Its route needs `emptyIsNone` before it. */
export function optionalJsonBody<S extends z.ZodType>(schema: S) {
  return { required: false, content: { 'application/json': { schema } } } as const;
}

/** EDGE-4: some clients say that a body is JSON and then send none. */
export function emptyIsNone(): MiddlewareHandler<ApiEnv> {
  return createMiddleware<ApiEnv>(async function none(c, next) {
    const typed = c.req.header('content-type') !== undefined;
    if (typed && (await c.req.text()) === '') {
      Object.assign(c.req.bodyCache, { text: Promise.resolve('{}') });
    }
    await next();
  });
}

/** A line of text as a person writes it: no control characters, no halves of a character. */
export const lineOfText = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters');

/** An id in a path or body: a positive whole number. */
export const idNumber = z.coerce
  .number({ error: 'must be a whole number' })
  .int()
  .positive()
  .max(2_147_483_647);

export const bearer = [{ bearer: [] as string[] }];
