import type { Outbox, OutboxMessage } from '../outbox/index.ts';
import type { Mailer } from '../platform/mail/mailer.ts';
import { resetLetter, verifyLetter } from './account-letters.ts';
import type { AccountLetter, AccountLetterFacts } from './account-letters.ts';
import { RESET_PASSWORD, VERIFY_EMAIL } from './account-links.ts';
import type { AccountMail } from './account-links.ts';
import type { Account, IdentityRepository } from './identity-repository.ts';
import type { LinkPurpose } from './link-repository.ts';
import { hashSecret, newSecret } from './tokens.ts';

export interface AccountMailsDependencies {
  readonly outbox: Pick<Outbox, 'handle'>;
  readonly repository: Pick<IdentityRepository, 'findById' | 'saveLink'>;
  readonly mailer: Pick<Mailer, 'send'>;
  /** Where people reach the site: `https://tickets.example`. */
  readonly publicUrl: string;
}

interface Kind {
  readonly topic: string;
  readonly purpose: LinkPurpose;
  /** The site's page that the link leads to. */
  readonly page: string;
  readonly ttlMs: number;
  readonly write: (facts: AccountLetterFacts) => AccountLetter;
  readonly needless: (account: Account) => boolean;
}

const KINDS: readonly Kind[] = [
  {
    topic: VERIFY_EMAIL,
    purpose: 'verify_email',
    page: 'verify-email',
    ttlMs: 24 * 3_600_000,
    write: verifyLetter,
    needless: (account) => account.email_verified_at !== null,
  },
  {
    topic: RESET_PASSWORD,
    purpose: 'reset_password',
    page: 'reset-password',
    ttlMs: 3_600_000,
    write: resetLetter,
    needless: () => false,
  },
];

/** AUTH-5: from here the outbox delivers the mails of accounts, each with a link made on the spot. */
export function handleAccountMails(dependencies: AccountMailsDependencies): void {
  const { outbox, repository, mailer, publicUrl } = dependencies;

  async function deliver(kind: Kind, { id, owner, payload }: OutboxMessage): Promise<void> {
    const account = await repository.findById(owner);
    if (!account || kind.needless(account)) return;
    const { email, name } = account;
    const { topic, purpose, page, ttlMs, write } = kind;
    const secret = newSecret();
    await repository.saveLink({ id: hashSecret(secret), purpose, userId: owner, email, ttlMs });
    const url = `${publicUrl.replace(/\/+$/, '')}/${page}?token=${secret}`;
    const { locale } = payload as AccountMail;
    const messageId = `${topic}-${String(id)}`;
    await mailer.send({ to: email, messageId, ...write({ locale, name, url }) });
  }

  for (const kind of KINDS) outbox.handle(kind.topic, (message) => deliver(kind, message));
}
