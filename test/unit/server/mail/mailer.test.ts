import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailer } from '../../../../server/src/platform/mail/mailer.ts';
import type { Mailer } from '../../../../server/src/platform/mail/mailer.ts';
import { PermanentFailure } from '../../../../server/src/platform/permanent-failure.ts';
import { startSmtp } from '../../../support/smtp.ts';
import type { TestSmtp } from '../../../support/smtp.ts';

const MAIL = {
  to: 'person@example.test',
  subject: '표가 왔어요',
  text: '안녕하세요\n',
  html: '<p>안녕하세요</p>',
  messageId: 'order-mail-7',
};
const FROM = 'Ticket Office <tickets@shop.example>';

describe('mail over SMTP', () => {
  let smtp: TestSmtp;
  let mailer: Mailer;
  const open = (timeoutMs?: number): Mailer =>
    createMailer({
      ...{ smtpUrl: smtp.url, from: FROM, file: '/nowhere' },
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  const failureOf = async (sender = mailer): Promise<Error> => {
    const error: unknown = await sender.send(MAIL).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof Error)) throw new Error('it was sent');
    return error;
  };
  beforeEach(async () => {
    smtp = await startSmtp();
    mailer = open();
  });
  afterEach(async () => {
    mailer.close();
    await smtp.close();
  });

  it('MAIL-1 MAIL-3 brings both forms to the address, under a lasting Message-ID', async () => {
    await mailer.send(MAIL);
    await mailer.send(MAIL);
    expect(smtp.received.map(({ to }) => to)).toEqual([[MAIL.to], [MAIL.to]]);
    for (const { raw } of smtp.received) {
      expect(raw).toContain('Message-ID: <order-mail-7@shop.example>');
      expect(raw).toContain('From: Ticket Office <tickets@shop.example>');
      expect(raw).toMatch(/text\/plain[^]*text\/html/);
      expect(raw).toContain('Auto-Submitted: auto-generated');
    }
  });

  it('MAIL-1 neither an address nor a subject can add recipients or headers', async () => {
    const refused = await mailer
      .send({ ...MAIL, to: 'a@example.test, b@example.test' })
      .catch((error: unknown) => error);
    expect(refused instanceof Error || smtp.received.at(-1)?.to.length === 1).toBe(true);
    await mailer.send({ ...MAIL, subject: 'x\r\nBcc: c@example.test' });
    expect(smtp.received.at(-1)?.to).toEqual([MAIL.to]);
    expect(smtp.received.at(-1)?.raw).not.toMatch(/^Bcc/m);
  });

  it.each([
    ['recipient', 'recipientAnswer', 550],
    ['recipient’s mailbox', 'recipientAnswer', 552],
    ['mail', 'mailAnswer', 554],
  ] as const)('MAIL-2 a %s refused for good is a permanent failure', async (_what, part, code) => {
    smtp[part] = code;
    const error = await failureOf();
    expect(error).toBeInstanceOf(PermanentFailure);
    expect(error.message).toContain(String(code));
  });

  it.each([
    ['greylisted recipient', 'recipientAnswer', 450],
    ['busy server', 'mailAnswer', 451],
    ['session out of order', 'recipientAnswer', 503],
    ['refused sender', 'senderAnswer', 550],
  ] as const)('MAIL-2 after a %s it may be sent again', async (_what, part, code) => {
    smtp[part] = code;
    const error = await failureOf();
    expect(error).not.toBeInstanceOf(PermanentFailure);
    expect(error.message).toContain(String(code));
    smtp[part] = undefined;
    await mailer.send(MAIL);
    expect(smtp.received).toHaveLength(1);
  });

  it('MAIL-2 so it may after a server that is not there', async () => {
    await smtp.close();
    expect(await failureOf()).not.toBeInstanceOf(PermanentFailure);
  });

  it('MAIL-1 a server that does not answer is given up', async () => {
    smtp.mailAnswer = 'silent';
    const error = await failureOf(open(300));
    expect(error.message).toBe('the mail server took longer than 300 ms');
    expect(error).not.toBeInstanceOf(PermanentFailure);
  });

  it('MAIL-1 one that answers a little at a time is given up as well', async () => {
    const drip = createServer((socket) => {
      const timer = setInterval(() => socket.write('220-wait\r\n'), 50);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          clearInterval(timer);
        });
    });
    await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve));
    const smtpUrl = `smtp://127.0.0.1:${String((drip.address() as AddressInfo).port)}`;
    const slow = createMailer({ smtpUrl, from: FROM, file: '/nowhere', timeoutMs: 400 });
    const error = await failureOf(slow);
    expect(error).not.toBeInstanceOf(PermanentFailure);
    slow.close();
    await new Promise((resolve) => drip.close(resolve));
  });

  it('MAIL-5 the error does not repeat the address', async () => {
    smtp.recipientAnswer = 550;
    const error = await failureOf();
    expect(error.message).not.toContain('example.test');
    expect(error.cause).toBeUndefined();
  });
});

describe('mail without a server', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tf-mail-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('MAIL-1 MAIL-3 appends each mail to a file that only its owner reads', async () => {
    const file = join(folder, 'data', 'mail.log');
    const mailer = createMailer({ smtpUrl: undefined, from: undefined, file });
    await mailer.send({ ...MAIL, text: 'https://shop.example/verify-email?token=abc\n' });
    await mailer.send({ ...MAIL, messageId: 'order-mail-8' });
    mailer.close();
    const text = await readFile(file, 'utf8');
    expect(text).toContain('To: person@example.test');
    expect(text).toContain('Subject: 표가 왔어요');
    expect(text).toContain('https://shop.example/verify-email?token=abc');
    expect(text).toMatch(/order-mail-7[^]*order-mail-8/);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });
});
