import type { Model, ModelStatic } from 'sequelize';
import {
  createIdentity,
  createIdentityRepository,
  createTokens,
  handleAccountMails,
  identityRoutes,
} from '../../../server/src/identity/index.ts';
import { createOutbox } from '../../../server/src/outbox/index.ts';
import type { Outbox } from '../../../server/src/outbox/index.ts';
import { createApi } from '../../../server/src/platform/http/api.ts';
import { asAppError, renderProblem } from '../../../server/src/platform/http/problem.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import type { Mail } from '../../../server/src/platform/mail/mailer.ts';
import type { TestDatabase } from '../../support/databases.ts';

export const SITE = 'https://tickets.example';

/** Only accounts and their mails, without a port. */
export interface AccountServer {
  readonly test: TestDatabase;
  readonly outbox: Outbox;
  /** Every mail that left, in order. */
  readonly mails: Mail[];
  /** While true no mail leaves. */
  mailBroken: boolean;
  /** What asking for a new password waits for besides its work. */
  answerTime: () => Promise<void>;
  /** Delivers what is due; answers the token of the newest mail's link. */
  newestToken(): Promise<string>;
  post(path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  me(headers: Record<string, string>): Promise<Response>;
  /** No accounts, no messages, no mails. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export async function startAccounts(test: TestDatabase): Promise<AccountServer> {
  const { database } = test;
  const logger = createLogger('silent');
  const outbox = createOutbox({ database, logger });
  const repository = createIdentityRepository(database);
  const tokens = createTokens({ secret: 'a secret for tests only, of enough length' });
  const answerTime = (): Promise<void> => server.answerTime();
  const identity = createIdentity({ repository, tokens, outbox, answerTime });
  const send = async (mail: Mail): Promise<void> => {
    if (server.mailBroken) throw new Error('the mail server is away');
    server.mails.push(mail);
  };
  handleAccountMails({ outbox, repository, mailer: { send }, publicUrl: `${SITE}/` });
  const api = createApi();
  api.use('*', async (c, next) => {
    c.set('caller', { address: '127.0.0.1', signedIn: () => undefined });
    await next();
  });
  api.route(
    '/',
    identityRoutes({
      ...{ identity, tokens, secureCookies: false, allowedOrigins: [] },
      doorkeeper: { signUp: async () => undefined, signIn: (_visitor, signIn) => signIn() },
    }),
  );
  api.onError((error, c) => renderProblem(c, asAppError(error, logger)));
  const server: AccountServer = {
    ...{ test, outbox, mails: [], mailBroken: false },
    answerTime: async () => undefined,
    newestToken: async () => {
      await outbox.deliverDue();
      const [, token = ''] = /\?token=([\w-]+)/.exec(server.mails.at(-1)?.text ?? '') ?? [];
      return token;
    },
    post: async (path, body, headers) =>
      api.request(`/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    me: async (headers) => api.request('/me', { headers }),
    empty: async () => {
      const { outboxMessages, accountTokens, refreshTokens, users } = database.models;
      await database.transaction(async (transaction) => {
        for (const model of [outboxMessages, accountTokens, refreshTokens, users]) {
          await (model as ModelStatic<Model>).destroy({ where: {}, transaction });
        }
      });
      server.mails.length = 0;
      server.mailBroken = false;
      server.answerTime = async () => undefined;
    },
    close: async () => {
      await outbox.stop();
      await test.drop();
    },
  };
  return server;
}

export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
