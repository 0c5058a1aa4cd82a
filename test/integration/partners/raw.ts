import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly code: string | undefined;
  readonly message: string;
}

export interface RawRequest {
  readonly method?: string;
  /** What a browser would say of the page. */
  readonly origin?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const UPGRADE = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };

/** One request on a connection of its own, with any `Origin`, as no fetch would let us. */
export function askRaw(url: string, wish: RawRequest = {}): Promise<RawAnswer> {
  const headers = { ...wish.headers, ...(wish.origin !== undefined && { origin: wish.origin }) };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: wish.method ?? 'GET', headers, agent: false });
    asked.on('error', reject);
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(answer(response, ''));
    });
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        resolve(answer(response, body));
      });
    });
    asked.end(wish.body);
  });
}

function answer({ statusCode = 0, headers }: IncomingMessage, body: string): RawAnswer {
  const parsed = (headers['content-type']?.includes('json') ? JSON.parse(body) : {}) as {
    error?: { code: string; message: string };
  };
  const { code, message = '' } = parsed.error ?? {};
  return { status: statusCode, headers, body, code, message };
}

/** What a browser asks before a request that has a body of JSON or a token. */
export function preflight(url: string, origin: string): Promise<RawAnswer> {
  const headers = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  };
  return askRaw(url, { method: 'OPTIONS', origin, headers });
}

export type Transport = 'polling' | 'websocket';

export function handshakeUrl(url: string, transport: Transport, partnerKey?: string): string {
  const query = new URLSearchParams({ EIO: '4', transport, ...(partnerKey && { partnerKey }) });
  return `${url}/socket.io/?${query.toString()}`;
}

/** Opens a session of the socket server as a page does: by a poll, or by a websocket directly. */
export function openRaw(
  url: string,
  transport: Transport,
  page: { readonly origin?: string | undefined; readonly key?: string } = {},
): Promise<RawAnswer> {
  const key = randomBytes(16).toString('base64');
  return askRaw(handshakeUrl(url, transport, page.key), {
    origin: page.origin,
    ...(transport === 'websocket' && { headers: { ...UPGRADE, 'sec-websocket-key': key } }),
  });
}

export function corsOf({ headers }: RawAnswer): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

export function originOf({ headers }: RawAnswer): string | undefined {
  return headers['access-control-allow-origin'];
}
