import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { Server } from 'socket.io';
import type { App, ReadyCheck } from './compose.ts';
import { notFound } from './platform/errors.ts';
import { createApi } from './platform/http/api.ts';
import type { Api, ApiEnv } from './platform/http/api.ts';
import { limitBody } from './platform/http/body-limit.ts';
import { fastAnswers } from './platform/http/fast-answers.ts';
import { isAllowedOrigin } from './platform/http/origin.ts';
import { asAppError, renderProblem } from './platform/http/problem.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { serveSite } from './platform/http/static.ts';
import { withDeadline } from './platform/deadline.ts';
import { createLeaving } from './platform/leaving.ts';
import type { Leaving } from './platform/leaving.ts';
import type { Logger } from './platform/logging.ts';
import { gatherWrites } from './platform/sockets/gather-writes.ts';
import type { LiveServer } from './live-map/index.ts';

export interface WebServer {
  readonly http: HttpServer;
  /** Leaves (NODE-2), then ends jobs, sockets and connections, in that order. */
  close(): Promise<void>;
}

export interface WebServerOptions {
  readonly app: App;
  readonly logger: Logger;
  /** First part of every session id; Nginx keeps a session on its node by it. */
  readonly nodeId: string;
  /** Origins other than our own that may open a socket. */
  readonly allowedOrigins: readonly string[];
  /** Folder of the built site, if it is served from here. */
  readonly siteRoot?: string;
}

const MAX_BODY_BYTES = 256 * 1024;
const MAX_UPLOAD_BYTES = 32 * 1024 * 1024;
const MAX_SOCKET_MESSAGE_BYTES = 64 * 1024;
const READY_TIMEOUT_MS = 2_000;
const ADAPTER_CLOSE_MS = 2_000;

/** One http.Server for REST, the site and Socket.IO. It does not listen yet. */
export function createWebServer(options: WebServerOptions): WebServer {
  const hono = new Hono<ApiEnv>();
  const routed = getRequestListener(hono.fetch, { overrideGlobalObjects: false });
  const http = createServer(
    fastAnswers({
      ready: options.app.answerReady,
      admit: (request) => !leaving.stopped && options.app.limits.rest.admits(request),
      otherwise: (request, response) => void routed(request, response),
    }),
  );
  const io: LiveServer = new Server(http, {
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    maxHttpBufferSize: MAX_SOCKET_MESSAGE_BYTES,
    pingTimeout: 20_000,
    // Asked for new sessions only. Nginx takes one that is refused to another node.
    allowRequest: (_request, decide) => {
      decide(null, !leaving.begun);
    },
  });
  gatherWrites(http, io.engine);
  const { allowedOrigins, app } = options;
  app.embedding.guard(io, (origin, host) => isAllowedOrigin(origin, host, allowedOrigins));
  app.limits.sockets.guard(io);
  const sessionId = (): string => `${options.nodeId}.${randomUUID()}`;
  (io.engine as unknown as { generateId: () => string }).generateId = sessionId;
  const leaving = createLeaving(http, io);
  mount(hono, options, app.attach(io), leaving);
  return {
    http,
    close: async () => {
      await leaving.leave();
      await app.stopJobs();
      await withDeadline(io.close(), ADAPTER_CLOSE_MS).catch(() => undefined);
      await app.disconnect();
    },
  };
}

function mount(
  hono: Hono<ApiEnv>,
  { app, logger, siteRoot }: WebServerOptions,
  routes: readonly Api[],
  leaving: Leaving,
): void {
  hono.use('*', async function countRequests(c, next) {
    const answered = leaving.enter();
    await next().finally(answered);
    if (leaving.stopped) c.header('Connection', 'close');
  });
  hono.use('*', async function requestId(c, next) {
    c.set('requestId', randomUUID());
    await next();
    c.header('X-Request-Id', c.get('requestId'));
  });
  hono.use('*', securityHeaders());
  hono.use('/api/*', app.embedding.rest);
  hono.use('/api/*', app.limits.rest.middleware);
  hono.use('/api/*', limitBody(maxBytesOf));
  hono.onError((error, c) => renderProblem(c, asAppError(error, logger, c.get('requestId'))));
  hono.get('/healthz', (c) => c.json({ ok: true }));
  hono.get('/readyz', async (c) => {
    const waiting = leaving.begun ? ['leaving'] : await failingChecks(app.readyChecks);
    return c.json({ ready: waiting.length === 0, waiting }, waiting.length === 0 ? 200 : 503);
  });
  const api = createApi();
  for (const feature of routes) api.route('/', feature);
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
  });
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Ticket-Flow', version: '1' },
    servers: [{ url: '/api' }],
  });
  api.all('*', () => {
    throw notFound('endpoint');
  });
  api.onError((error, c) => renderProblem(c, asAppError(error, logger, c.get('requestId'))));
  hono.route('/api', api);
  if (siteRoot !== undefined) serveSite(hono, siteRoot, app.foreignSources);
  hono.notFound((c) => renderProblem(c, notFound('page')));
}

/** A chart file may be large; nothing else has a reason to be. */
function maxBytesOf(path: string): number {
  return path.startsWith('/api/admin/') ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES;
}

/** Names of the dependencies that do not answer in time. */
async function failingChecks(checks: readonly ReadyCheck[]): Promise<string[]> {
  const results = await Promise.all(
    checks.map(async (dependency) => {
      const { name } = dependency;
      const late = new Promise<string>((resolve) => {
        setTimeout(resolve, READY_TIMEOUT_MS, name).unref();
      });
      const answer = dependency.check().then(
        () => undefined,
        () => name,
      );
      return Promise.race([answer, late]);
    }),
  );
  return results.filter((name) => name !== undefined);
}
