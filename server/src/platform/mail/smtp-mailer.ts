import { createTransport } from 'nodemailer';
import { PermanentFailure } from '../permanent-failure.ts';
import type { Mail, Mailer } from './mailer.ts';

export interface SmtpOptions {
  readonly smtpUrl: string;
  readonly from: string;
  /** @default 20_000 */
  readonly timeoutMs?: number;
}

/** What nodemailer adds to its errors. */
interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** A connection for each mail: they are few, and none is kept that a server has long forgotten. */
export function createSmtpMailer({ smtpUrl, from, timeoutMs = 20_000 }: SmtpOptions): Mailer {
  const transport = createTransport(
    {
      url: smtpUrl,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  const domain = domainOf(from);

  return {
    send: async ({ to, subject, text, html, messageId }: Mail) => {
      // The others are of inactivity: a server that answers a byte at a time would outlast them.
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        await transport.sendMail({
          // An object, or a comma in the address would make it two.
          to: { name: '', address: to },
          ...{ subject, text },
          ...(html !== undefined && { html }),
          messageId: `<${messageId}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: deadline,
        });
      } catch (error) {
        throw explain(error as SmtpError, deadline.aborted, timeoutMs);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

/** MAIL-2, MAIL-5: what happened, without the address that servers like to repeat. */
function explain(error: SmtpError, late: boolean, timeoutMs: number): Error {
  if (late) return new Error(`the mail server took longer than ${String(timeoutMs)} ms`);
  const { code = 'no code', command = 'CONN', response = '' } = error;
  const answer = response.replaceAll(/\S+@\S+/g, '(address)').slice(0, 200);
  const message = `the mail was not taken at ${command}: ${answer || code}`;
  return isFinal(error) ? new PermanentFailure(message) : new Error(message);
}

/**
 * Only what is said of the recipient or of the mail is final. A refused sender or sign-in is a
 * setting to be mended, and 503 speaks of the session, not of the mail.
 */
function isFinal({ command, responseCode = 0 }: SmtpError): boolean {
  const ofThisMail = command === 'RCPT TO' || command === 'DATA';
  return ofThisMail && responseCode >= 500 && responseCode < 600 && responseCode !== 503;
}

function domainOf(from: string): string {
  return /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
}
