import { pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

export function createLogger(level: string): Logger {
  return pino({
    level,
    serializers: { err: describeError },
    redact: ['*.password', '*.accessToken', '*.refreshToken', 'authorization', 'cookie'],
  });
}

/** What of an error is logged. A database error also carries its SQL and parameters: not those. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return {
    name,
    message,
    code,
    stack,
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}
