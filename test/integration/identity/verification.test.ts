import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import { SITE, codeOf, startAccounts } from './account-server.ts';
import type { AccountServer } from './account-server.ts';

interface Person {
  readonly id: string;
  readonly headers: { readonly authorization: string };
}

describe.each([
  ['SQLite', () => sqliteDatabase()],
  ['MariaDB', () => mariadbDatabase(inject('mariadbUrl'))],
])('verifying an e-mail address on %s', (_name, open) => {
  let server: AccountServer;
  let person: Person;
  beforeAll(async () => {
    server = await startAccounts(await open());
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.empty();
    person = await signUp('Person@example.test', 'ko');
  });

  async function signUp(email: string, locale: string): Promise<Person> {
    const account = { email, password: 'a long password', name: '<b>사람</b>', locale };
    const response = await server.post('sign-up', account);
    const { user, accessToken } = (await response.json()) as {
      user: { id: string; emailVerified: boolean };
      accessToken: string;
    };
    expect(user.emailVerified).toBe(false);
    return { id: user.id, headers: { authorization: `Bearer ${accessToken}` } };
  }
  const verified = async (): Promise<boolean> => {
    const response = await server.me(person.headers);
    return ((await response.json()) as { emailVerified: boolean }).emailVerified;
  };
  const models = () => server.test.database.models;
  const change = (work: (transaction: never) => Promise<unknown>): Promise<unknown> =>
    server.test.database.transaction((tx) => work(tx as never));
  /** As if this time had passed since the last mail was asked for. */
  const passed = (ms: number): Promise<unknown> =>
    change((transaction) =>
      models().outboxMessages.decrement('created_at', { by: ms, where: {}, transaction }),
    );

  it('AUTH-5 signing up sends a link, whose token is kept nowhere', async () => {
    const [row] = await models().outboxMessages.findAll();
    expect(row).toMatchObject({ topic: 'verify-email', owner: person.id });
    expect(row?.payload).toBe('{"locale":"ko"}');
    expect(await models().accountTokens.count()).toBe(0);
    const token = await server.newestToken();
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]).toMatchObject({
      to: 'person@example.test',
      subject: '이메일 주소를 확인해 주세요',
      messageId: `verify-email-${String(row?.id)}`,
    });
    expect(server.mails[0]?.text).toContain(`${SITE}/verify-email?token=${token}`);
    expect(server.mails[0]?.html).toContain('&lt;b&gt;사람&lt;/b&gt; 님');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const [kept] = await models().accountTokens.findAll();
    expect(kept?.id).toBe(createHash('sha256').update(token).digest('hex'));
    expect(Number(kept?.expires_at) - Number(kept?.created_at)).toBe(24 * 3_600_000);
  });

  it('AUTH-5 an account that is not made sends none', async () => {
    const again = await server.post('sign-up', {
      ...{ email: 'PERSON@example.test', password: 'a long password', name: 'x' },
    });
    expect(again.status).toBe(409);
    expect(await models().outboxMessages.count()).toBe(1);
  });

  it('AUTH-6 the link verifies the address; opened again it is fine', async () => {
    const token = await server.newestToken();
    const first = await server.post('verify-email', { token });
    expect([first.status, await first.json()]).toEqual([200, { done: true }]);
    expect(await verified()).toBe(true);
    const at = (await models().users.findByPk(person.id))?.email_verified_at;
    expect((await server.post('verify-email', { token })).status).toBe(200);
    expect((await models().users.findByPk(person.id))?.email_verified_at).toBe(at);
  });

  it('AUTH-6 a link that is unknown, too old, or for a former address is not', async () => {
    const token = await server.newestToken();
    const refused = async (given: string): Promise<unknown[]> => {
      const response = await server.post('verify-email', { token: given });
      return [response.status, await codeOf(response)];
    };
    const expired = [410, 'LINK_EXPIRED'];
    expect(await refused('A'.repeat(43))).toEqual(expired);
    await change((transaction) =>
      models().users.update({ email: 'other@example.test' }, { where: {}, transaction }),
    );
    expect(await refused(token)).toEqual(expired);
    await change((transaction) =>
      models().users.update({ email: 'person@example.test' }, { where: {}, transaction }),
    );
    await change((transaction) =>
      models().accountTokens.decrement('expires_at', { by: 86_400_000, where: {}, transaction }),
    );
    expect(await refused(token)).toEqual(expired);
    expect(await verified()).toBe(false);
  });

  it('AUTH-6 a link for choosing a password verifies nothing here', async () => {
    await server.newestToken();
    await server.post('password/forgot', { email: 'person@example.test' });
    const token = await server.newestToken();
    expect((await server.post('verify-email', { token })).status).toBe(410);
  });

  it('AUTH-7 sends again, at most once a minute', async () => {
    const first = await server.newestToken();
    const early = await server.post('verify-email/send', undefined, person.headers);
    expect(early.status).toBe(429);
    const { error } = (await early.json()) as { error: { details: { retryAfterMs: number } } };
    expect(error.details.retryAfterMs).toBeGreaterThan(0);
    expect(error.details.retryAfterMs).toBeLessThanOrEqual(60_000);
    await passed(60_000);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => server.post('verify-email/send', undefined, person.headers)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429, 429, 429]);
    const second = await server.newestToken();
    expect(server.mails).toHaveLength(2);
    expect(second).not.toBe(first);
    expect((await server.post('verify-email', { token: first })).status).toBe(200);
  });

  it('AUTH-7 asks for no further mail while one still tries to leave, nor once verified', async () => {
    server.mailBroken = true;
    await server.outbox.deliverDue();
    await passed(120_000);
    expect((await server.post('verify-email/send', undefined, person.headers)).status).toBe(429);
    server.mailBroken = false;
    await change((transaction) =>
      models().outboxMessages.update({ next_at: 0 }, { where: {}, transaction }),
    );
    await server.post('verify-email', { token: await server.newestToken() });
    await passed(120_000);
    expect((await server.post('verify-email/send', undefined, person.headers)).status).toBe(200);
    await server.outbox.deliverDue();
    expect(server.mails).toHaveLength(1);
  });

  it('AUTH-7 is for who is signed in', async () => {
    expect((await server.post('verify-email/send')).status).toBe(401);
  });

  it('MAIL-4 writes in the account’s language', async () => {
    await signUp('reader@example.test', 'en');
    await server.outbox.deliverDue();
    expect(server.mails.map(({ subject }) => subject).sort()).toEqual([
      'Please confirm your e-mail address',
      '이메일 주소를 확인해 주세요',
    ]);
  });
});
