import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Finished } from './finished.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface FastAnswersOptions {
  /** What is in memory for an address, path and query as they came. */
  readonly ready: (url: string) => Finished | undefined;
  /** Whether its sender may ask now; who may not is refused by `otherwise`. */
  readonly admit: (request: IncomingMessage) => boolean;
  /** Answers everything else. */
  readonly otherwise: RequestListener;
}

const COMMON = SECURITY_HEADERS.flat();

/**
 * CACHE-6: answers reads whose answer lies in memory before any router sees them, with the same
 * headers as if it had.
 */
export function fastAnswers({ ready, admit, otherwise }: FastAnswersOptions): RequestListener {
  return function answerOrHandOver(request, response) {
    const finished = isPlainRead(request) ? ready(request.url ?? '') : undefined;
    if (!finished || !admit(request)) {
      otherwise(request, response);
      return;
    }
    const { status, headers, body } = finished.respond({
      acceptEncoding: request.headers['accept-encoding'],
      ifNoneMatch: request.headers['if-none-match'],
    });
    response.writeHead(status, [...headers, ...COMMON, 'x-request-id', randomUUID()]);
    response.end(body);
  };
}

/** No body: it would have to be read, and may be too large. */
function isPlainRead({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
}
