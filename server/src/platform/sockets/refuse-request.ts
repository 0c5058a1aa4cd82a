import { ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AppError } from '../errors.ts';
import { statusOf, toErrorBody } from '../http/problem.ts';

/**
 * Answers a request of the socket server that is refused. An upgrade has no response to write to: its
 * answer is written by hand.
 */
export function refuseRequest(
  request: IncomingMessage,
  response: ServerResponse,
  error: AppError,
): void {
  const body = JSON.stringify(toErrorBody(error));
  const status = statusOf(error.code);
  const { retryAfterMs } = error.details ?? {};
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Vary: 'Origin',
    ...(retryAfterMs !== undefined && { 'Retry-After': String(Math.ceil(retryAfterMs / 1000)) }),
  };
  if (response instanceof ServerResponse) {
    response.writeHead(status, headers);
    response.end(body);
    return;
  }
  const { socket } = request;
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(([k, v]) => `${k}: ${v}`);
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${String(status)} Refused\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
