import { ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../platform/errors.ts';
import { asAppError } from '../platform/http/problem.ts';
import type { Logger } from '../platform/logging.ts';
import { refuseRequest } from '../platform/sockets/refuse-request.ts';
import { readCustomerToken } from './customer-tokens.ts';
import type { Customer } from './customer-tokens.ts';
import { KEY_PARAMETER } from './embedding.ts';
import type { Partner, Partners } from './partners.ts';

/** The part of a Socket.IO server that is needed here. */
interface Sockets {
  readonly engine: { use(middleware: Middleware): unknown };
  on(event: 'connection', listener: (socket: OpenSocket) => void): unknown;
}
interface OpenSocket {
  readonly request: IncomingMessage;
  disconnect(close: boolean): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}
type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

export interface SocketsForPartners {
  /**
   * Judges every request of the socket server, a websocket that is opened directly included:
   * Socket.IO's own `cors` lets those through.
   */
  readonly guard: (io: Sockets, isOurs: IsOurs) => void;
  /**
   * The customer a token names on a connection that a partner's key opened; undefined on any other.
   * Throws FORBIDDEN, TOKEN_EXPIRED, UNAUTHENTICATED.
   */
  customerOn(request: IncomingMessage, token: string): Promise<Customer | undefined>;
  stop(): void;
}

/** Whether a page of that origin may open a socket without a key. */
type IsOurs = (origin: string | undefined, host: string | undefined) => boolean;

export interface SocketsForPartnersDependencies {
  readonly partners: Pick<Partners, 'admit'>;
  readonly logger: Logger;
  /** How often connections are judged again. @default 2_000 */
  readonly reviewMs?: number;
}

interface Admission {
  readonly key: string;
  readonly origin: string | undefined;
  readonly partner: Partner;
}

export function createSocketsForPartners(
  dependencies: SocketsForPartnersDependencies,
): SocketsForPartners {
  const { partners, logger, reviewMs = 2_000 } = dependencies;
  /** By the request that opened the connection. */
  const admissions = new WeakMap<IncomingMessage, Admission>();
  const open = new Map<OpenSocket, Admission>();

  async function judge(request: IncomingMessage, isOurs: IsOurs): Promise<Admission | undefined> {
    const { origin, host } = request.headers;
    const key = new URL(request.url ?? '/', 'http://localhost').searchParams.get(KEY_PARAMETER);
    if (key !== null) return { key, origin, partner: await partners.admit(key, origin) };
    if (isOurs(origin, host)) return undefined;
    throw new AppError('FORBIDDEN', 'Pages of this origin may not open a connection.');
  }

  /** False: the request has its answer. */
  function meet(request: IncomingMessage, response: ServerResponse, by: Admission): boolean {
    admissions.set(request, by);
    if (!(response instanceof ServerResponse)) return true;
    response.setHeader('Vary', 'Origin');
    if (by.origin !== undefined) response.setHeader('Access-Control-Allow-Origin', by.origin);
    if (request.method !== 'OPTIONS') return true;
    response.writeHead(204, {
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '7200',
    });
    response.end();
    return false;
  }

  /** The partner as it is now; undefined: these are refused, and `partner`: that is not known. */
  async function present({ key, origin, partner }: Admission): Promise<Partner | undefined> {
    try {
      return await partners.admit(key, origin);
    } catch (error) {
      return error instanceof AppError && error.code === 'FORBIDDEN' ? undefined : partner;
    }
  }

  /** Whoever came in by what does not stand any more goes. */
  async function review(): Promise<void> {
    const asked = new Map<string, Partner | undefined>();
    for (const [socket, admission] of [...open]) {
      const page = `${admission.key} ${admission.origin ?? ''}`;
      if (!asked.has(page)) asked.set(page, await present(admission));
      if (!trusts(asked.get(page), admission.partner)) socket.disconnect(true);
    }
  }

  const reviewing = setInterval(() => void review(), reviewMs);
  reviewing.unref();

  return {
    guard: (io, isOurs) => {
      io.engine.use(function judgeOrigin(request, response, next) {
        // Nobody else listens to the connection of an upgrade that is not decided yet.
        const listening = (): void => undefined;
        request.socket.on('error', listening);
        judge(request, isOurs).then(
          (by) => {
            request.socket.off('error', listening);
            if (!by || meet(request, response, by)) next();
          },
          (error: unknown) => {
            refuseRequest(request, response, asAppError(error, logger));
            request.socket.off('error', listening);
          },
        );
      });
      io.on('connection', (socket) => {
        const admission = admissions.get(socket.request);
        if (!admission) return;
        open.set(socket, admission);
        socket.on('disconnect', () => void open.delete(socket));
      });
    },
    customerOn: async (request, token) => {
      const admission = admissions.get(request);
      if (!admission) return undefined;
      const partner = await partners.admit(admission.key, admission.origin);
      return readCustomerToken(token, partner);
    },
    stop: () => {
      clearInterval(reviewing);
    },
  };
}

/** Whether all keys that customers could have come with are good still. */
function trusts(now: Partner | undefined, then: Partner): boolean {
  if (!now) return false;
  return [...then.signingKeys].every(([kid, key]) => now.signingKeys.get(kid)?.equals(key));
}
