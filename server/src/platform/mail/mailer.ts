import { createMailFile } from './mail-file.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /**
   * Names this mail for ever, in letters, digits, dots and hyphens: the same mail sent again must
   * bear it again (MAIL-3).
   */
  readonly messageId: string;
}

export interface Mailer {
  /**
   * Resolves when somebody else has taken charge of the mail. Throws a PermanentFailure when it was
   * refused for good (MAIL-2); after anything else thrown it may be sent again.
   */
  send(mail: Mail): Promise<void>;
  /** Once nothing is being sent any more. */
  close(): void;
}

export interface MailSettings {
  /** `smtp://user:password@host:port` or `smtps://…`; undefined: mails go to `file`. */
  readonly smtpUrl: string | undefined;
  /** Sender: an address, or `Name <address>`. */
  readonly from: string | undefined;
  /** Where mails are written while there is no server for them. */
  readonly file: string;
  /** Longest one mail may take from the first byte to the last answer. @default 20_000 */
  readonly timeoutMs?: number;
}

const NOBODY = 'Ticket-Flow <no-reply@localhost>';

/** MAIL-1 */
export function createMailer({ smtpUrl, from = NOBODY, file, timeoutMs }: MailSettings): Mailer {
  if (smtpUrl === undefined) return createMailFile({ from, file });
  return createSmtpMailer({ smtpUrl, from, ...(timeoutMs !== undefined && { timeoutMs }) });
}
