import type { Locale, User } from '@ticket-flow/client/protocol';
import type { Account } from './identity-repository.ts';

/** Addresses are compared without case: people type them so. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

export function localeOf(locale: string): Locale {
  return locale === 'en' ? 'en' : 'ko';
}

/** An account as its person sees it. */
export function present(account: Account): User {
  const { id, email, name, locale, email_verified_at: verifiedAt } = account;
  return { id, email, name, locale: localeOf(locale), emailVerified: verifiedAt !== null };
}
