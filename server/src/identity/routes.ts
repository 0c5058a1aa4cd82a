import { createRoute, z } from '@hono/zod-openapi';
import type { Session, User } from '@ticket-flow/client/protocol';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../platform/errors.ts';
import { answers, bearer, createApi, jsonBody, lineOfText, serve } from '../platform/http/api.ts';
import type { Api, ApiEnv } from '../platform/http/api.ts';
import { isAllowedOrigin } from '../platform/http/origin.ts';
import { requireUser } from './authenticate.ts';
import type { Identity, SignedInSession } from './identity.ts';
import type { Tokens } from './tokens.ts';

const COOKIE = 'tf_refresh';
const COOKIE_PATH = '/api/auth';

const email = z.email('must be an e-mail address').max(254);
const locale = z.enum(['ko', 'en']);
const newPassword = z.string().min(8, 'must have at least 8 characters').max(200);
/** What the human check on the page answered, where there is one. */
const human = z
  .string()
  .regex(/^[\x20-\x7e]{1,4096}$/, 'must be what the check answered')
  .optional();
const linkToken = z.string().min(1, 'must not be empty').max(100);
const userSchema = z
  .object({
    ...{ id: z.string(), email: z.string(), name: z.string(), locale },
    emailVerified: z.boolean(),
  })
  .openapi('User') satisfies z.ZodType<User>;
const sessionSchema = z
  .object({
    user: userSchema,
    accessToken: z.string(),
    accessTokenExpiresAt: z.number().int(),
  })
  .openapi('Session') satisfies z.ZodType<Session>;
const done = z.object({ done: z.literal(true) });

const signUp = createRoute({
  method: 'post',
  path: '/auth/sign-up',
  summary: 'Create an account and sign in',
  request: {
    body: jsonBody(
      z.object({
        email,
        password: newPassword,
        name: lineOfText(100),
        locale: locale.default('ko'),
        human,
      }),
    ),
  },
  responses: answers(201, sessionSchema, 'Signed in', [
    ...(['EMAIL_TAKEN', 'RATE_LIMITED', 'HUMAN_CHECK'] as const),
  ]),
});

const logIn = createRoute({
  method: 'post',
  path: '/auth/login',
  summary: 'Sign in',
  request: {
    body: jsonBody(z.object({ email, password: z.string().min(1).max(200), human })),
  },
  responses: answers(200, sessionSchema, 'Signed in', [
    ...(['BAD_CREDENTIALS', 'RATE_LIMITED', 'HUMAN_CHECK'] as const),
  ]),
});

const refresh = createRoute({
  method: 'post',
  path: '/auth/refresh',
  summary: 'A new access token for the refresh cookie, which is rotated',
  responses: answers(200, sessionSchema, 'Signed in', [
    'UNAUTHENTICATED',
    'TOKEN_REUSED',
    'FORBIDDEN',
  ]),
});

const logOut = createRoute({
  method: 'post',
  path: '/auth/logout',
  summary: 'End this sign-in',
  responses: answers(200, done, 'Signed out', ['FORBIDDEN']),
});

const verifyEmail = createRoute({
  method: 'post',
  path: '/auth/verify-email',
  summary: 'Confirm an e-mail address with the token of the link that was sent to it',
  request: { body: jsonBody(z.object({ token: linkToken })) },
  responses: answers(200, done, 'The address is confirmed, now or before', ['LINK_EXPIRED']),
});

const sendVerification = createRoute({
  method: 'post',
  path: '/auth/verify-email/send',
  summary: 'Send the link again, at most once a minute',
  security: bearer,
  responses: answers(200, done, 'On its way, or not needed any more', ['RATE_LIMITED']),
});

const forgotPassword = createRoute({
  method: 'post',
  path: '/auth/password/forgot',
  summary: 'Send a link for choosing a new password, if there is such an account',
  request: { body: jsonBody(z.object({ email, locale: locale.default('ko') })) },
  responses: answers(200, done, 'The same whether or not there is such an account'),
});

const resetPassword = createRoute({
  method: 'post',
  path: '/auth/password/reset',
  summary: 'Choose a new password with the token of the link; ends every sign-in of the account',
  request: { body: jsonBody(z.object({ token: linkToken, password: newPassword })) },
  responses: answers(200, done, 'The password is changed', ['LINK_EXPIRED']),
});

const me = createRoute({
  method: 'get',
  path: '/me',
  summary: 'The signed-in account',
  security: bearer,
  responses: answers(200, userSchema, 'The account'),
});

interface Visitor {
  readonly address: string;
  readonly human?: string | undefined;
}

/** Stands at the door of accounts. Throws RATE_LIMITED or HUMAN_CHECK. */
export interface Doorkeeper {
  signUp(visitor: Visitor): Promise<void>;
  /** Runs the sign-in, and sees whether it fails. */
  signIn<T>(visitor: Visitor & { readonly email: string }, signIn: () => Promise<T>): Promise<T>;
}

export interface IdentityRoutesDependencies {
  readonly identity: Identity;
  readonly tokens: Tokens;
  readonly doorkeeper: Doorkeeper;
  /** Whether cookies may travel over https only. */
  readonly secureCookies: boolean;
  /** Origins other than our own whose pages may use the cookie. */
  readonly allowedOrigins: readonly string[];
}

/**
 * AUTH-12: SameSite lets the cookie through from any page of the same site, other people's
 * subdomains included.
 */
function ownPagesOnly(allowed: readonly string[]): MiddlewareHandler<ApiEnv> {
  return createMiddleware<ApiEnv>(async function judgeOrigin(c, next) {
    if (!isAllowedOrigin(c.req.header('origin'), c.req.header('host'), allowed)) {
      throw new AppError('FORBIDDEN', 'Pages of this origin may not use a sign-in of ours.');
    }
    await next();
  });
}

export function identityRoutes(dependencies: IdentityRoutesDependencies): Api {
  const { identity, tokens, doorkeeper, secureCookies, allowedOrigins } = dependencies;
  const api = createApi();

  function answer(c: Context, signedIn: SignedInSession, status: 200 | 201): Response {
    setCookie(c, COOKIE, signedIn.refreshToken, {
      path: COOKIE_PATH,
      httpOnly: true,
      sameSite: 'Lax',
      secure: secureCookies,
      expires: new Date(signedIn.refreshExpiresAt),
    });
    return c.json(signedIn.session, status);
  }

  serve(api, signUp, async (c) => {
    const { human: shown, ...account } = c.req.valid('json');
    await doorkeeper.signUp({ address: c.get('caller').address, human: shown });
    return answer(c, await identity.signUp(account), 201);
  });
  serve(api, logIn, async (c) => {
    const { email: mail, password, human: shown } = c.req.valid('json');
    const visitor = { address: c.get('caller').address, email: mail, human: shown };
    const signIn = () => identity.logIn(mail, password);
    return answer(c, await doorkeeper.signIn(visitor, signIn), 200);
  });
  for (const { path } of [refresh, logOut]) api.use(path, ownPagesOnly(allowedOrigins));
  serve(api, refresh, async (c) => answer(c, await identity.refresh(getCookie(c, COOKIE)), 200));
  serve(api, logOut, async (c) => {
    await identity.logOut(getCookie(c, COOKIE));
    deleteCookie(c, COOKIE, { path: COOKIE_PATH });
    return c.json({ done: true });
  });
  serve(api, verifyEmail, async (c) => {
    await identity.verifyEmail(c.req.valid('json').token);
    return c.json({ done: true });
  });
  api.use('/auth/verify-email/send', requireUser(tokens));
  serve(api, sendVerification, async (c) => {
    await identity.sendVerification(c.get('signedIn').userId);
    return c.json({ done: true });
  });
  serve(api, forgotPassword, async (c) => {
    const { email: address, locale: chosen } = c.req.valid('json');
    await identity.forgotPassword(address, chosen);
    return c.json({ done: true });
  });
  serve(api, resetPassword, async (c) => {
    const { token, password } = c.req.valid('json');
    await identity.resetPassword(token, password);
    deleteCookie(c, COOKIE, { path: COOKIE_PATH });
    return c.json({ done: true });
  });
  api.use('/me', requireUser(tokens));
  serve(api, me, async (c) => c.json(await identity.me(c.get('signedIn').userId)));
  return api;
}
