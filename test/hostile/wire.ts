import { request } from 'node:http';
import type { RequestOptions } from 'node:http';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

/** What came back: OK, or the code of the refusal. */
export interface Answer {
  readonly code: string;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | undefined;
}

export interface Call {
  /** Address of this machine that it comes from: Linux has all of 127.0.0.0/8. */
  readonly from: string;
  readonly method?: 'GET' | 'POST';
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const TIMEOUT_MS = 20_000;

/** One request over plain HTTP, as any script would send it. */
export function call(url: string, { from, token, ...rest }: Call): Promise<Answer> {
  const body = rest.body === undefined ? undefined : JSON.stringify(rest.body);
  const options: RequestOptions = {
    method: rest.method ?? (body === undefined ? 'GET' : 'POST'),
    localAddress: from,
    timeout: TIMEOUT_MS,
    agent: false,
    headers: {
      ...(body !== undefined && {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
      }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...rest.headers,
    },
  };
  return new Promise((resolve) => {
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve(read(response.statusCode ?? 0, text));
      });
      response.on('error', () => {
        resolve(nothing);
      });
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => {
      resolve(nothing);
    });
    sent.end(body);
  });
}

const nothing: Answer = { code: 'NO_ANSWER', status: 0, body: {}, retryAfterMs: undefined };

interface Problem {
  readonly error?: { readonly code: string; readonly details?: { readonly retryAfterMs?: number } };
}

function read(status: number, text: string): Answer {
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { ...nothing, status, code: `HTTP_${String(status)}` };
  }
  const { error } = body as Problem;
  if (!error && status >= 400) return { ...nothing, status, body, code: `HTTP_${String(status)}` };
  return { code: error?.code ?? 'OK', status, body, retryAfterMs: error?.details?.retryAfterMs };
}

/** A raw socket; what it is not answered is NO_ANSWER. */
export interface RawSocket {
  ask(event: string, payload: unknown): Promise<Answer>;
  /** The server has closed it. */
  readonly closed: boolean;
  close(): void;
}

export async function openSocket(url: string, from: string): Promise<RawSocket> {
  // The types leave out what Node alone can do.
  const there = { localAddress: from } as object;
  const socket: Socket = io(url, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    ...there,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    ask: (event, payload) =>
      new Promise((resolve) => {
        const gone = (): void => {
          resolve(nothing);
        };
        if (!socket.connected) return gone();
        socket.once('disconnect', gone);
        socket.timeout(TIMEOUT_MS).emit(event, payload, (error: unknown, reply: unknown) => {
          socket.off('disconnect', gone);
          if (error) gone();
          else resolve(read(200, JSON.stringify(reply)));
        });
      }),
    get closed() {
      return !socket.connected;
    },
    close: () => {
      socket.disconnect();
    },
  };
}
