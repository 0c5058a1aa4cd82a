import type { ErrorBody, ErrorCode } from '@ticket-flow/client/protocol';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isDatabaseAway } from '../away.ts';
import { AppError, unavailable } from '../errors.ts';
import type { Logger } from '../logging.ts';

/** The one place where a code becomes an HTTP status. */
const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  TOKEN_REUSED: 401,
  BAD_CREDENTIALS: 401,
  EMAIL_TAKEN: 409,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNSUPPORTED_PROTOCOL: 400,
  UNAVAILABLE: 503,
  TAKEN: 409,
  CHANNEL: 409,
  ORPHAN: 409,
  LIMIT: 409,
  AREA_FULL: 409,
  NOT_ENOUGH: 409,
  CLOSED: 409,
  UNKNOWN_SEAT: 400,
  DUPLICATE: 400,
  GONE: 410,
  NOT_ADMITTED: 403,
  COOLING_DOWN: 429,
  HUMAN_CHECK: 403,
  EMAIL_NOT_VERIFIED: 403,
  BEHIND: 503,
  WRONG_STATE: 409,
  AMOUNT_MISMATCH: 400,
  IN_PROGRESS: 409,
  DECLINED: 402,
  NOT_REFUNDABLE: 409,
  REFUND_ACCOUNT_NEEDED: 422,
  LINK_EXPIRED: 410,
};

export function statusOf(code: ErrorCode): ContentfulStatusCode {
  return STATUS[code];
}

export function toErrorBody(error: AppError, requestId?: string): ErrorBody {
  const { code, message, details } = error;
  return { error: { code, message, ...(details && { details }), ...(requestId && { requestId }) } };
}

/** Anything thrown, as an AppError; what we did not expect is logged and told without detail. */
export function asAppError(error: unknown, logger: Logger, requestId?: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status < 500) return fromHttp(error);
  if (isDatabaseAway(error)) {
    logger.warn({ err: error, requestId }, 'the database did not answer in time');
    return unavailable('Busy just now; please try again.', 1_000, error);
  }
  logger.error({ err: error, requestId }, 'unexpected error');
  return new AppError('INTERNAL', 'Something went wrong on our side.', { cause: error });
}

function fromHttp(error: HTTPException): AppError {
  if (error.status === 413) return new AppError('TOO_LARGE', 'The request is too large.');
  const message = 'The request body is not valid JSON.';
  return new AppError('INVALID', message, { details: { field: 'body' }, cause: error });
}

export function renderProblem(c: Context, error: AppError): Response {
  const requestId = c.get('requestId') as string | undefined;
  const retryAfterMs = error.details?.retryAfterMs;
  if (retryAfterMs !== undefined) c.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
  return c.json(toErrorBody(error, requestId), statusOf(error.code));
}
