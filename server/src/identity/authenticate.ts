import { createMiddleware } from 'hono/factory';
import { AppError } from '../platform/errors.ts';
import type { ApiEnv } from '../platform/http/api.ts';
import { holderOfUser } from './identity.ts';
import type { Tokens } from './tokens.ts';

/** Lets only a valid bearer token pass and says whose it is. */
export function requireUser(tokens: Tokens) {
  return createMiddleware<ApiEnv>(async function authenticate(c, next) {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (!token) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
    const { userId } = tokens.verify(token);
    await c.get('caller').signedIn(userId);
    c.set('signedIn', { userId, holder: holderOfUser(userId) });
    await next();
  });
}
