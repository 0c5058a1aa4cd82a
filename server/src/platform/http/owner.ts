import { timingSafeEqual } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../errors.ts';
import type { ApiEnv } from './api.ts';
import { drain } from './drain.ts';

/** For whoever can read the server's data folder: the token lies in a file there. */
export function requireOwner(token: string): MiddlewareHandler<ApiEnv> {
  const expected = Buffer.from(`Bearer ${token}`);
  return createMiddleware<ApiEnv>(async function owner(c, next) {
    const given = Buffer.from(c.req.header('authorization') ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      await drain(c.req.raw.body);
      throw new AppError('FORBIDDEN', 'This needs the owner’s token.');
    }
    await next();
  });
}
