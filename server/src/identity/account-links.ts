import { setTimeout as sleep } from 'node:timers/promises';
import type { Locale } from '@ticket-flow/client/protocol';
import type { Transaction } from 'sequelize';
import type { Outbox } from '../outbox/index.ts';
import { AppError } from '../platform/errors.ts';
import { localeOf, normaliseEmail } from './accounts.ts';
import type { IdentityRepository } from './identity-repository.ts';
import type { LinkRepository } from './link-repository.ts';
import { hashPassword } from './passwords.ts';
import { hashSecret } from './tokens.ts';

/** Topics of the outbox; their owner is the user's id. */
export const VERIFY_EMAIL = 'verify-email';
export const RESET_PASSWORD = 'reset-password';

/** What both topics carry. The link's token is made when the mail is sent: none lies in wait. */
export interface AccountMail {
  readonly locale: Locale;
}

/** What people do with the links of our mails. */
export interface AccountLinks {
  /** Sends the verification mail again. Throws RATE_LIMITED within a minute of the last. */
  sendVerification(userId: string): Promise<void>;
  /** AUTH-6. Throws LINK_EXPIRED. */
  verifyEmail(token: string): Promise<void>;
  /** AUTH-8: says nothing of whether there is such an account, not even by its time. */
  forgotPassword(email: string, locale: Locale): Promise<void>;
  /** AUTH-9. Throws LINK_EXPIRED. */
  resetPassword(token: string, password: string): Promise<void>;
}

export interface AccountLinksDependencies {
  readonly repository: Pick<IdentityRepository, 'findByEmail'> & LinkRepository;
  readonly outbox: Pick<Outbox, 'add' | 'newest'>;
  /** When `forgotPassword` answers, whatever it found; longer than its work. @default 400 ms */
  readonly answerTime?: () => Promise<void>;
}

interface Requested extends AccountMail {
  readonly topic: string;
  readonly owner: string;
}

const VERIFY_EVERY_MS = 60_000;
const RESET_EVERY_MS = 120_000;

export function createAccountLinks(dependencies: AccountLinksDependencies): AccountLinks {
  const { repository, outbox, answerTime = () => sleep(400) } = dependencies;

  /** AUTH-7, AUTH-8: how long until this mail may be asked for again; 0: it is on its way. */
  async function request(tx: Transaction, mail: Requested, everyMs: number): Promise<number> {
    const { topic, owner, locale } = mail;
    const newest = await outbox.newest(tx, { topic, owner });
    const left = newest ? everyMs - newest.ageMs : 0;
    if (left > 0) return left;
    // One that still tries to get out is enough.
    if (newest?.state === 'open') return everyMs;
    const payload: AccountMail = { locale };
    await outbox.add(tx, { topic, owner, payload });
    return 0;
  }

  function requestVerification(userId: string): Promise<number> {
    return repository.withUser(userId, async (tx, { locale, email_verified_at: verifiedAt }) => {
      if (verifiedAt !== null) return 0;
      const mail = { topic: VERIFY_EMAIL, owner: userId, locale: localeOf(locale) };
      return request(tx, mail, VERIFY_EVERY_MS);
    });
  }

  async function requestReset(email: string, locale: Locale): Promise<void> {
    const account = await repository.findByEmail(email);
    if (!account) return;
    const mail = { topic: RESET_PASSWORD, owner: account.id, locale };
    await repository.withUser(account.id, (tx) => request(tx, mail, RESET_EVERY_MS));
  }

  return {
    sendVerification: async (userId) => {
      const retryAfterMs = await requestVerification(userId);
      if (retryAfterMs === 0) return;
      throw new AppError('RATE_LIMITED', 'A mail was sent just now; please wait a little.', {
        details: { retryAfterMs },
      });
    },
    verifyEmail: async (token) => {
      if (!(await repository.verify(hashSecret(token)))) throw expired();
    },
    forgotPassword: async (email, locale) => {
      await Promise.all([requestReset(normaliseEmail(email), locale), answerTime()]);
    },
    resetPassword: async (token, password) => {
      const id = hashSecret(token);
      // Hashing costs much; a token that is no good is not worth it.
      if (!(await repository.canReset(id))) throw expired();
      if (!(await repository.reset(id, await hashPassword(password)))) throw expired();
    },
  };
}

/** AUTH-5: what a new account adds to the transaction it is made in. */
export function announceAccount(
  outbox: Pick<Outbox, 'add'>,
): (tx: Transaction, user: { id: string; locale: string }) => Promise<void> {
  return (tx, { id, locale }) => {
    const payload: AccountMail = { locale: localeOf(locale) };
    return outbox.add(tx, { topic: VERIFY_EMAIL, owner: id, payload });
  };
}

function expired(): AppError {
  return new AppError('LINK_EXPIRED', 'This link was used, is too old, or was never sent.');
}
