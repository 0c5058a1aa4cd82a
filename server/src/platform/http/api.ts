import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { RouteConfig, RouteHandler } from '@hono/zod-openapi';
import { ErrorCode } from '@ticket-flow/client/protocol';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { invalid } from '../errors.ts';
import { statusOf } from './problem.ts';

/** Set by the authentication middleware. */
export interface SignedIn {
  readonly userId: string;
  /** `user:<id>` */
  readonly holder: string;
}

/** Who is asking, for whoever counts requests. */
export interface Caller {
  /** As it is counted: an IPv4 address, or the /64 of an IPv6 one. */
  readonly address: string;
  /** Once the bearer's token was checked. Throws RATE_LIMITED. */
  signedIn(userId: string): Promise<void> | void;
}

export interface ApiEnv {
  Variables: { requestId: string; caller: Caller; signedIn: SignedIn };
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
  const responses = { ...route.responses };
  for (const [status, problem] of Object.entries(problems(usualCodes(route)))) {
    const own = responses[status];
    const more = own && 'description' in own ? `, ${own.description}` : '';
    responses[status] = { ...problem, description: `${problem.description}${more}` };
  }
  api.openapi({ ...route, responses }, handler);
}

/** What every route of its kind may answer; its own codes are named in `answers`. */
function usualCodes({ path, security, request = {} }: RouteConfig): ErrorCode[] {
  const signedIn: ErrorCode[] = ['UNAUTHENTICATED', 'TOKEN_EXPIRED'];
  const owner: ErrorCode[] = ['FORBIDDEN'];
  return [
    ...(Object.keys(request).length > 0 ? [ErrorCode.Invalid] : []),
    ...(request.body ? [ErrorCode.TooLarge] : []),
    ...(security ? (path.startsWith('/admin/') ? owner : signedIn) : []),
  ];
}

export const errorSchema = z
  .object({
    error: z.object({
      code: z.enum(ErrorCode),
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

/** One response a status, which names its codes. */
function problems(codes: readonly ErrorCode[]) {
  const statuses = new Map<number, string[]>();
  for (const code of codes) {
    const status = statusOf(code);
    statuses.set(status, [...(statuses.get(status) ?? []), `\`${code}\``]);
  }
  return Object.fromEntries(
    [...statuses].map(([status, names]) => [
      String(status),
      { description: names.join(', '), ...PROBLEM },
    ]),
  );
}

const ANYTHING_ELSE =
  'Any route: `INTERNAL`, `UNAVAILABLE`, `RATE_LIMITED`, with a `partnerKey` `FORBIDDEN`';

/** A JSON response of a schema, the route's own problems, and the problem any route may answer. */
export function answers<S extends z.ZodType>(
  status: 200 | 201 | 202,
  schema: S,
  description: string,
  codes: readonly ErrorCode[] = [],
) {
  return {
    ...problems(codes),
    [status]: { description, content: { 'application/json': { schema } } },
    default: { description: ANYTHING_ELSE, ...PROBLEM },
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

/** How many entries of a list an operator asks for. */
export const listLimit = z.coerce
  .number({ error: 'must be a whole number' })
  .int()
  .min(1)
  .max(500)
  .default(100);

export const bearer = [{ bearer: [] as string[] }];
