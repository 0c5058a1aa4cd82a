import { randomUUID } from 'node:crypto';
import type { Locale, Session, User } from '@ticket-flow/client/protocol';
import type { Outbox } from '../outbox/index.ts';
import { AppError } from '../platform/errors.ts';
import { announceAccount, createAccountLinks } from './account-links.ts';
import type { AccountLinks } from './account-links.ts';
import { normaliseEmail, present } from './accounts.ts';
import type { Account, IdentityRepository } from './identity-repository.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { hashSecret, newSecret } from './tokens.ts';
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

export interface Identity extends AccountLinks {
  /** Throws EMAIL_TAKEN. */
  signUp(request: SignUp): Promise<SignedInSession>;
  /** Throws BAD_CREDENTIALS, the same for a wrong e-mail and a wrong password. */
  logIn(email: string, password: string): Promise<SignedInSession>;
  /** Throws UNAUTHENTICATED, or TOKEN_REUSED after ending the whole login (AUTH-3). */
  refresh(refreshToken: string | undefined): Promise<SignedInSession>;
  logOut(refreshToken: string | undefined): Promise<void>;
  me(userId: string): Promise<User>;
  /** The account of an e-mail address; undefined: there is none. */
  accountOf(email: string): Promise<string | undefined>;
}

export interface IdentityDependencies {
  readonly repository: IdentityRepository;
  readonly tokens: Tokens;
  readonly outbox: Pick<Outbox, 'add' | 'newest'>;
  /** @default 1_209_600_000 (14 days) */
  readonly refreshTtlMs?: number;
  /** When asking for a new password is answered; see AccountLinks. @default 400 ms */
  readonly answerTime?: () => Promise<void>;
}

export function createIdentity(dependencies: IdentityDependencies): Identity {
  const { repository, tokens, outbox, refreshTtlMs = 1_209_600_000 } = dependencies;

  function sessionFor(account: Account): Session {
    const { token, expiresAt } = tokens.issue(account.id);
    return { user: present(account), accessToken: token, accessTokenExpiresAt: expiresAt };
  }

  async function startSession(account: Account): Promise<SignedInSession> {
    const refreshToken = newSecret();
    const refreshExpiresAt = Date.now() + refreshTtlMs;
    const token = {
      userId: account.id,
      familyId: randomUUID(),
      tokenHash: hashSecret(refreshToken),
      expiresAt: refreshExpiresAt,
    };
    if (!(await repository.saveRefreshToken(token, account.password_hash))) throw refused();
    return { session: sessionFor(account), refreshToken, refreshExpiresAt };
  }

  return {
    ...createAccountLinks(dependencies),
    signUp: async ({ email, password, name, locale }) => {
      const passwordHash = await hashPassword(password);
      const account = await repository.createAccount(
        { email: normaliseEmail(email), passwordHash, name, locale },
        announceAccount(outbox),
      );
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
        throw refused();
      }
      return startSession(account);
    },
    refresh: async (refreshToken) => {
      const usedHash = hashSecret(refreshToken ?? '');
      const known = refreshToken ? await repository.findRefreshToken(usedHash) : undefined;
      if (!known || known.revoked_at !== null || known.expires_at <= Date.now()) {
        throw new AppError('UNAUTHENTICATED', 'Sign in first.');
      }
      const next = newSecret();
      const rotated = await repository.rotate(usedHash, {
        userId: known.user_id,
        familyId: known.family_id,
        tokenHash: hashSecret(next),
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
      const known = await repository.findRefreshToken(hashSecret(refreshToken));
      if (known) await repository.revokeFamily(known.family_id);
    },
    accountOf: async (email) => (await repository.findByEmail(normaliseEmail(email)))?.id,
    me: async (userId) => {
      const account = await repository.findById(userId);
      if (!account) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
      return present(account);
    },
  };
}

function refused(): AppError {
  return new AppError('BAD_CREDENTIALS', 'The e-mail or the password is not right.');
}

export function holderOfUser(userId: string): string {
  return `user:${userId}`;
}

/** The account behind a holder; undefined: it is somebody else's customer. */
export function accountOfHolder(holder: string): string | undefined {
  return holder.startsWith('user:') ? holder.slice('user:'.length) : undefined;
}
