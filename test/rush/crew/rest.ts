import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { ErrorBody } from '@ticket-flow/client';
import { refusal, unanswered } from './refusal.ts';
import type { Tally } from './tally.ts';

export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** REST from one address. */
export interface Rest {
  /** Throws a Refusal, or Unanswered. */
  call<T>(path: string, call?: Call): Promise<T>;
  close(): void;
}

export interface RestOptions {
  readonly url: string;
  readonly address: string;
  readonly accessToken: string;
  readonly tally: Tally;
  /** @default 6, as browsers have */
  readonly maxSockets?: number;
}

const ANSWER_WITHIN_MS = 15_000;

export function createRest(options: RestOptions): Rest {
  const { url, address, accessToken, tally, maxSockets = 6 } = options;
  const agent = new Agent({ keepAlive: true, maxSockets, localAddress: address });

  function send(path: string, { method = 'GET', body, headers }: Call): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise<Answer>((resolve, reject) => {
      const sent = request(`${url}${path}`, {
        ...{ method, agent, timeout: ANSWER_WITHIN_MS },
        headers: {
          authorization: `Bearer ${accessToken}`,
          accept: 'application/json',
          ...(text !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
      });
      sent.on('error', reject);
      sent.on('timeout', () => sent.destroy(new Error('late')));
      sent.on('response', (response) => {
        readAnswer(response).then(resolve, reject);
      });
      sent.end(text);
    });
  }

  return {
    call: async <T>(path: string, call: Call = {}) => {
      const where = `${call.method ?? 'GET'} ${path.replace(/\?.*/, '')}`;
      const { status, text } = await send(path, call).catch((error: unknown) => {
        throw unanswered(tally, where, error);
      });
      const body = parsed(text);
      if (status < 400 && body !== undefined) return body as T;
      throw refusal(tally, { where, status, body: asErrorBody(body, status) });
    },
    close: () => {
      agent.destroy();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  response.setEncoding('utf8');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A page in place of a typed answer is a mishap under its status. */
function asErrorBody(body: unknown, status: number): ErrorBody {
  const { error } = (body ?? {}) as Partial<ErrorBody>;
  if (typeof error?.code === 'string') return { error };
  const code = (status >= 500 ? 'INTERNAL' : 'INVALID') as ErrorBody['error']['code'];
  return { error: { code, message: `an untyped answer with status ${String(status)}` } };
}
