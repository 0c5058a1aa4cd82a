import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createIdentityRepository } from '../../../server/src/identity/index.ts';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import { waitFor } from '../../support/wait.ts';
import { SITE, codeOf, cookieOf, startAccounts } from './account-server.ts';
import type { AccountServer } from './account-server.ts';

const EMAIL = 'person@example.test';
const OLD = 'the old password';
const NEW = 'the new password';

describe.each([
  ['SQLite', () => sqliteDatabase()],
  ['MariaDB', () => mariadbDatabase(inject('mariadbUrl'))],
])('choosing a new password on %s', (_name, open) => {
  let server: AccountServer;
  let signUpCookie: string;
  beforeAll(async () => {
    server = await startAccounts(await open());
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.empty();
    const account = { email: EMAIL, password: OLD, name: 'Person', locale: 'ko' };
    signUpCookie = cookieOf(await server.post('sign-up', account));
    await server.outbox.deliverDue();
    server.mails.length = 0;
  });

  const models = () => server.test.database.models;
  const logIn = (password: string): Promise<Response> =>
    server.post('login', { email: EMAIL, password });
  const reset = (token: string, password = NEW): Promise<Response> =>
    server.post('password/reset', { token, password });
  const askForToken = async (): Promise<string> => {
    expect((await server.post('password/forgot', { email: EMAIL, locale: 'en' })).status).toBe(200);
    return server.newestToken();
  };
  /** As if this time had passed since the last mail was asked for. */
  const passed = (ms: number): Promise<unknown> =>
    server.test.database.transaction((transaction) =>
      models().outboxMessages.decrement('created_at', { by: ms, where: {}, transaction }),
    );

  it('AUTH-8 answers alike whether or not there is such an account', async () => {
    const shape = async (email: string): Promise<unknown> => {
      const response = await server.post('password/forgot', { email, locale: 'ko' });
      const names = [...response.headers.keys()].sort();
      return [response.status, await response.text(), names];
    };
    expect(await shape('nobody@example.test')).toEqual(await shape(EMAIL));
    // Asking too soon looks the same as well.
    expect(await shape('nobody@example.test')).toEqual(await shape(EMAIL));
    await server.outbox.deliverDue();
    expect(server.mails.map(({ to }) => to)).toEqual([EMAIL]);
  });

  it('AUTH-8 and not before the same time, which the work does not decide', async () => {
    for (const email of [EMAIL, 'nobody@example.test']) {
      let letGo: () => void = () => undefined;
      let waiting = false;
      server.answerTime = () => {
        waiting = true;
        return new Promise((resolve) => (letGo = resolve));
      };
      let answered = false;
      const answer = server.post('password/forgot', { email }).finally(() => (answered = true));
      await waitFor(() => waiting);
      await server.outbox.deliverDue();
      expect(answered).toBe(false);
      letGo();
      expect((await answer).status).toBe(200);
    }
  });

  it('AUTH-8 sends at most one mail in two minutes, whatever the case of the address', async () => {
    const ask = (email: string) => server.post('password/forgot', { email, locale: 'en' });
    await Promise.all([EMAIL, EMAIL.toUpperCase(), EMAIL, EMAIL].map(ask));
    await server.outbox.deliverDue();
    expect(server.mails).toHaveLength(1);
    await passed(60_000);
    await ask(EMAIL);
    await server.outbox.deliverDue();
    expect(server.mails).toHaveLength(1);
    await passed(60_000);
    await ask(EMAIL);
    await server.outbox.deliverDue();
    expect(server.mails).toHaveLength(2);
    expect(server.mails[0]).toMatchObject({ to: EMAIL, subject: 'Choose a new password' });
    expect(server.mails[0]?.text).toContain(`${SITE}/reset-password?token=`);
  });

  it('AUTH-9 changes the password, verifies the address and ends every sign-in', async () => {
    const cookies = [signUpCookie, cookieOf(await logIn(OLD))];
    const done = await reset(await askForToken());
    expect([done.status, await done.json()]).toEqual([200, { done: true }]);
    for (const cookie of cookies) {
      const refreshed = await server.post('refresh', undefined, { cookie });
      expect(await codeOf(refreshed)).toBe('UNAUTHENTICATED');
    }
    expect((await logIn(OLD)).status).toBe(401);
    const session = (await (await logIn(NEW)).json()) as { user: { emailVerified: boolean } };
    expect(session.user.emailVerified).toBe(true);
  });

  it('AUTH-9 a link works once, and voids the others', async () => {
    const first = await askForToken();
    await passed(120_000);
    const second = await askForToken();
    expect((await reset(second)).status).toBe(200);
    for (const token of [first, second]) {
      const response = await reset(token, 'another password');
      expect([response.status, await codeOf(response)]).toEqual([410, 'LINK_EXPIRED']);
    }
    expect((await logIn(NEW)).status).toBe(200);
  });

  it('AUTH-9 of many uses at once, of two links, one succeeds', async () => {
    const first = await askForToken();
    await passed(120_000);
    const tokens = [first, await askForToken()];
    const uses = Array.from({ length: 8 }, (_, index) => ({
      token: tokens[index % 2] ?? '',
      password: `a new password ${String(index)}`,
    }));
    const answers = await Promise.all(uses.map(({ token, password }) => reset(token, password)));
    const winners = answers.flatMap(({ status }, index) => (status === 200 ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(7);
    expect((await logIn(uses[winners[0] ?? -1]?.password ?? '')).status).toBe(200);
  });

  it('AUTH-9 is over after an hour, by the database’s clock', async () => {
    const token = await askForToken();
    const link = await models().accountTokens.findOne({ where: { purpose: 'reset_password' } });
    expect(Number(link?.expires_at) - Number(link?.created_at)).toBe(3_600_000);
    const age = (ms: number): Promise<unknown> =>
      server.test.database.transaction((transaction) =>
        models().accountTokens.decrement('expires_at', { by: ms, where: {}, transaction }),
      );
    await age(3_600_000);
    expect((await reset(token)).status).toBe(410);
    expect((await logIn(OLD)).status).toBe(200);
    await age(-600_000);
    expect((await reset(token)).status).toBe(200);
  });

  it('AUTH-9 refuses a short password without spending the link, and unknown ones', async () => {
    const token = await askForToken();
    expect(await codeOf(await reset(token, 'short'))).toBe('INVALID');
    expect(await codeOf(await reset('A'.repeat(43)))).toBe('LINK_EXPIRED');
    expect((await reset(token)).status).toBe(200);
  });

  it('AUTH-10 a sign-in checked against the old password does not begin after the change', async () => {
    const repository = createIdentityRepository(server.test.database);
    const checked = await repository.findByEmail(EMAIL);
    if (!checked) throw new Error('no account');
    const save = (tokenHash: string): Promise<boolean> =>
      repository.saveRefreshToken(
        { userId: checked.id, familyId: 'f', tokenHash, expiresAt: Date.now() + 60_000 },
        checked.password_hash,
      );
    expect(await save('before')).toBe(true);
    await reset(await askForToken());
    expect(await save('after')).toBe(false);
  });
});
