import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly raw: string;
}

/** A mail server on a free port that keeps what it is sent. */
export interface TestSmtp {
  readonly url: string;
  readonly received: ReceivedMail[];
  /** The answer to the next recipients; undefined: welcome. */
  recipientAnswer: number | undefined;
  /** The same for the sender. */
  senderAnswer: number | undefined;
  /** The same for the whole mail, after it was read; `silent` never answers. */
  mailAnswer: number | 'silent' | undefined;
  close(): Promise<void>;
}

export async function startSmtp(): Promise<TestSmtp> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onMailFrom: (_address, _session, callback) => {
      callback(refusal(smtp.senderAnswer));
    },
    onRcptTo: ({ address }, _session, callback) => {
      callback(refusal(smtp.recipientAnswer, `<${address}> is not here`));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (smtp.mailAnswer === 'silent') return;
        const refused = refusal(smtp.mailAnswer);
        const to = session.envelope.rcptTo.map(({ address }) => address);
        if (!refused) smtp.received.push({ to, raw: Buffer.concat(chunks).toString() });
        callback(refused);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const smtp: TestSmtp = {
    url: `smtp://127.0.0.1:${String(port)}`,
    received: [],
    recipientAnswer: undefined,
    senderAnswer: undefined,
    mailAnswer: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
  return smtp;
}

function refusal(responseCode: number | undefined, text = 'not like this'): Error | null {
  return responseCode === undefined ? null : Object.assign(new Error(text), { responseCode });
}
