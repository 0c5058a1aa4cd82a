import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger } from 'pino';

export function createLogger(level: string, to: DestinationStream = pino.destination(1)): Logger {
  const redact = ['*.password', '*.accessToken', '*.refreshToken', 'authorization', 'cookie'];
  return pino({ level, serializers: { err: describeError }, redact }, to);
}

/** For commands whose output is read by programs. */
export function createErrorLogger(level: string): Logger {
  return createLogger(level, pino.destination(2));
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
