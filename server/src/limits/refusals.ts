import { AppError } from '../platform/errors.ts';

export function rateLimited(
  retryAfterMs: number,
  message = 'Too many requests; please slow down.',
): AppError {
  return new AppError('RATE_LIMITED', message, { details: { retryAfterMs } });
}

export function coolingDown(retryAfterMs: number): AppError {
  const message = 'Seats were held and let go very often; please take a short break.';
  return new AppError('COOLING_DOWN', message, { details: { retryAfterMs } });
}
