import { pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

export function createLogger(level: string): Logger {
  return pino({
    level,
    redact: ['*.password', '*.accessToken', '*.refreshToken', 'authorization', 'cookie'],
  });
}
