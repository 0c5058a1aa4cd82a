import { randomUUID } from 'node:crypto';
import type { Locale, Session, User } from '@ticket-flow/client/protocol';
import { AppError } from '../platform/errors.ts';
import type { Account, IdentityRepository } from './identity-repository.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { hashRefreshToken, newRefreshToken } from './tokens.ts';
import type { Tokens } from './tokens.ts';

export interface SignUp {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly locale: Locale;
}

/** A session, and the refresh token that goes into the cookie and nowhere else. */
export interface SignedInSession {
  readonly session: Session;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
}

export interface Identity {
  /** Throws EMAIL_TAKEN. */
  signUp(request: SignUp): Promise<SignedInSession>;
  /** Throws BAD_CREDENTIALS, the same for a wrong e-mail and a wrong password. */
  logIn(email: string, password: string): Promise<SignedInSession>;
  /** Throws UNAUTHENTICATED, or TOKEN_REUSED after ending the whole login (AUTH-3). */
  refresh(refreshToken: string | undefined): Promise<SignedInSession>;
  logOut(refreshToken: string | undefined): Promise<void>;
  me(userId: string): Promise<User>;
}

export interface IdentityDependencies {
  readonly repository: IdentityRepository;
  readonly tokens: Tokens;
  /** @default 1_209_600_000 (14 days) */
  readonly refreshTtlMs?: number;
}

export function createIdentity(dependencies: IdentityDependencies): Identity {
  const { repository, tokens, refreshTtlMs = 1_209_600_000 } = dependencies;

  function sessionFor(account: Account): Session {
    const { token, expiresAt } = tokens.issue(account.id);
    return { user: present(account), accessToken: token, accessTokenExpiresAt: expiresAt };
  }

  async function startSession(account: Account): Promise<SignedInSession> {
    const refreshToken = newRefreshToken();
    const refreshExpiresAt = Date.now() + refreshTtlMs;
    await repository.saveRefreshToken({
      userId: account.id,
      familyId: randomUUID(),
      tokenHash: hashRefreshToken(refreshToken),
      expiresAt: refreshExpiresAt,
    });
    return { session: sessionFor(account), refreshToken, refreshExpiresAt };
  }

  return {
    signUp: async ({ email, password, name, locale }) => {
      const passwordHash = await hashPassword(password);
      const account = await repository.createAccount({
        email: normaliseEmail(email),
        passwordHash,
        name,
        locale,
      });
      if (!account) {
        throw new AppError('EMAIL_TAKEN', 'There is an account with this e-mail already.', {
          details: { field: 'email' },
        });
      }
      return startSession(account);
    },
    logIn: async (email, password) => {
      const account = await repository.findByEmail(normaliseEmail(email));
      const matches = await checkPassword(account?.password_hash, password);
      if (!account || !matches) {
        throw new AppError('BAD_CREDENTIALS', 'The e-mail or the password is not right.');
      }
      return startSession(account);
    },
    refresh: async (refreshToken) => {
      const usedHash = hashRefreshToken(refreshToken ?? '');
      const known = refreshToken ? await repository.findRefreshToken(usedHash) : undefined;
      if (!known || known.revoked_at !== null || known.expires_at <= Date.now()) {
        throw new AppError('UNAUTHENTICATED', 'Sign in first.');
      }
      const next = newRefreshToken();
      const rotated = await repository.rotate(usedHash, {
        userId: known.user_id,
        familyId: known.family_id,
        tokenHash: hashRefreshToken(next),
        expiresAt: known.expires_at,
      });
      if (!rotated) {
        await repository.revokeFamily(known.family_id);
        throw new AppError('TOKEN_REUSED', 'This sign-in was used twice and has been ended.');
      }
      const account = await repository.findById(known.user_id);
      if (!account) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
      return {
        session: sessionFor(account),
        refreshToken: next,
        refreshExpiresAt: known.expires_at,
      };
    },
    logOut: async (refreshToken) => {
      if (!refreshToken) return;
      const known = await repository.findRefreshToken(hashRefreshToken(refreshToken));
      if (known) await repository.revokeFamily(known.family_id);
    },
    me: async (userId) => {
      const account = await repository.findById(userId);
      if (!account) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
      return present(account);
    },
  };
}

/** Addresses are compared without case: people type them so. */
function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

function present(account: Account): User {
  const { id, email, name, locale } = account;
  return { id, email, name, locale: locale === 'en' ? 'en' : 'ko' };
}

export function holderOfUser(userId: string): string {
  return `user:${userId}`;
}
