import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Mail, Mailer } from './mailer.ts';

/** For a server without SMTP: every mail in a file, to be read there, links and all. */
export function createMailFile({ from, file }: { from: string; file: string }): Mailer {
  const render = ({ to, subject, text, messageId }: Mail): string =>
    [
      '='.repeat(72),
      `Date: ${new Date().toISOString()}`,
      `Message-ID: ${messageId}`,
      `From: ${from}`,
      `To: ${to}`,
      `Subject: ${subject}`,
      '',
      text,
      '',
    ].join('\n');
  return {
    send: async (mail) => {
      await mkdir(dirname(file), { recursive: true });
      await appendFile(file, render(mail), { mode: 0o600 });
    },
    close: () => undefined,
  };
}
