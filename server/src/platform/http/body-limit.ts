import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import { AppError, invalid } from '../errors.ts';
import type { ApiEnv } from './api.ts';
import { drain } from './drain.ts';

/**
 * Refuses bodies over a size with TOO_LARGE. One that doesn't tell its length is read here, up to
 * the bound; the route finds it in the request's cache. (Hono's own makes a new `Request` of ours,
 * which only works with globals that are replaced.)
 */
export function limitBody(maxBytesOf: (path: string) => number): MiddlewareHandler<ApiEnv> {
  return createMiddleware<ApiEnv>(async function limit(c, next) {
    const maxBytes = maxBytesOf(c.req.path);
    if (c.req.header('transfer-encoding') === undefined) {
      // Without a length either there is no body.
      if (Number(c.req.header('content-length') ?? 0) > maxBytes) await refuse(c);
    } else if (c.req.raw.body) {
      const body = await readAll(c.req.raw.body, maxBytes);
      if (!body) await refuse(c);
      Object.assign(c.req.bodyCache, { arrayBuffer: Promise.resolve(body) });
    }
    await next();
  });
}

async function refuse(c: Context): Promise<never> {
  await drain(c.req.raw.body);
  throw new AppError('TOO_LARGE', 'The request is too large.');
}

/** Undefined: there is more than that. */
async function readAll(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<ArrayBuffer | undefined> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer();
      size += value.length;
      if (size > maxBytes) return undefined;
      chunks.push(value);
    }
  } catch (cause) {
    throw Object.assign(invalid('body', 'body: it broke off'), { cause });
  } finally {
    reader.releaseLock();
  }
}
