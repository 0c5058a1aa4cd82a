import type { Database } from '@ticket-flow/db';
import {
  createAccountUpkeep,
  createIdentity,
  createIdentityRepository,
  createTokens,
  handleAccountMails,
} from './identity/index.ts';
import type { AccountUpkeep, Identity, Tokens } from './identity/index.ts';
import type { Outbox } from './outbox/index.ts';
import type { Logger } from './platform/logging.ts';
import type { Mailer } from './platform/mail/mailer.ts';

export interface AccountParts {
  readonly tokens: Tokens;
  readonly identity: Identity;
  readonly accountUpkeep: AccountUpkeep;
}

export interface AccountOptions {
  readonly database: Database;
  readonly tokenSecret: string;
  readonly outbox: Outbox;
  readonly mailer: Mailer;
  readonly publicUrl: string;
  readonly logger: Logger;
}

/** Accounts, their sign-ins, and what is written to them. */
export function composeAccounts(options: AccountOptions): AccountParts {
  const { database, outbox, mailer, publicUrl, logger } = options;
  const repository = createIdentityRepository(database);
  const tokens = createTokens({ secret: options.tokenSecret });
  handleAccountMails({ outbox, repository, mailer, publicUrl });
  return {
    tokens,
    identity: createIdentity({ repository, tokens, outbox }),
    accountUpkeep: createAccountUpkeep({ repository, logger }),
  };
}
