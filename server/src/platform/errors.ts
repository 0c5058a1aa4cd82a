import type { ErrorCode, ErrorDetails } from '@ticket-flow/client/protocol';

/** The one error that reaches people: a stable code, plain words, and what they need to act. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    { details, cause }: { details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export function notFound(what: string): AppError {
  return new AppError('NOT_FOUND', `There is no such ${what}.`);
}

export function invalid(field: string, message: string): AppError {
  return new AppError('INVALID', message, { details: { field } });
}

export function unavailable(message: string, retryAfterMs: number, cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', message, { details: { retryAfterMs }, cause });
}
