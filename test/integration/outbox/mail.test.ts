import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createOutbox } from '../../../server/src/outbox/index.ts';
import type { Outbox } from '../../../server/src/outbox/index.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { createMailer } from '../../../server/src/platform/mail/mailer.ts';
import type { Mailer } from '../../../server/src/platform/mail/mailer.ts';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { startSmtp } from '../../support/smtp.ts';
import type { TestSmtp } from '../../support/smtp.ts';

describe.each([
  ['SQLite', () => sqliteDatabase()],
  ['MariaDB', () => mariadbDatabase(inject('mariadbUrl'))],
])('mails from the outbox on %s', (_name, open) => {
  let test: TestDatabase;
  let smtp: TestSmtp;
  let mailer: Mailer;
  let outbox: Outbox;
  beforeEach(async () => {
    test = await open();
    smtp = await startSmtp();
    mailer = createMailer({ smtpUrl: smtp.url, from: 'a@shop.example', file: '/nowhere' });
    outbox = createOutbox({ database: test.database, logger: createLogger('silent') });
    outbox.handle('mail', ({ id }) =>
      mailer.send({
        ...{ to: 'person@example.test', subject: 'Hello', text: 'Hello' },
        messageId: `mail-${String(id)}`,
      }),
    );
    await test.database.transaction((tx) =>
      outbox.add(tx, { topic: 'mail', owner: 'order', payload: {} }),
    );
  });
  afterEach(async () => {
    mailer.close();
    await smtp.close();
    await test.drop();
  });

  const message = () => test.database.models.outboxMessages.findOne({ rejectOnEmpty: true });
  const makeDue = (): Promise<unknown> =>
    test.database.transaction((transaction) =>
      test.database.models.outboxMessages.update({ next_at: 0 }, { where: {}, transaction }),
    );

  it('MAIL-2 a server that is busy gets the mail later', async () => {
    smtp.recipientAnswer = 451;
    await outbox.deliverDue();
    expect(await message()).toMatchObject({ state: 'open', attempts: 1 });
    expect((await message()).error).toContain('451');
    smtp.recipientAnswer = undefined;
    await makeDue();
    await outbox.deliverDue();
    expect(await message()).toMatchObject({ state: 'done', attempts: 2, error: null });
    expect(smtp.received).toHaveLength(1);
  });

  it('MAIL-2 MAIL-5 a mailbox that is not there makes it dead, and the error names nobody', async () => {
    smtp.recipientAnswer = 550;
    await outbox.deliverDue();
    const { state, error } = await message();
    expect(state).toBe('dead');
    expect(error).toContain('550');
    expect(error).not.toContain('example.test');
  });

  it('MAIL-3 a mail that is sent twice bears one Message-ID', async () => {
    await outbox.deliverDue();
    const { id } = await message();
    // As if the node had died before it could say that the mail was sent.
    await test.database.transaction((transaction) =>
      test.database.models.outboxMessages.update(
        { state: 'open', next_at: 0 },
        { where: { id }, transaction },
      ),
    );
    await outbox.deliverDue();
    const ids = smtp.received.map(({ raw }) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1]);
    expect(ids).toEqual(Array(2).fill(`<mail-${String(id)}@shop.example>`));
  });
});
