import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppError } from '../platform/errors.ts';
import { toErrorBody } from '../platform/http/problem.ts';
import { refuseRequest } from '../platform/sockets/refuse-request.ts';
import type { AddressOf } from './addresses.ts';
import { createBuckets } from './buckets.ts';
import type { Connections } from './connections.ts';
import type { CoolDowns } from './cool-downs.ts';
import type { LimitTable } from '../platform/limit-table.ts';
import { coolingDown, rateLimited } from './refusals.ts';

/** The part of a Socket.IO server that is needed here. */
interface Sockets {
  readonly engine: {
    use(
      middleware: (
        request: IncomingMessage & { _query?: Readonly<Record<string, string>> },
        response: ServerResponse,
        next: () => void,
      ) => void,
    ): unknown;
    on(event: 'connection', listener: (connection: OpenConnection) => void): unknown;
  };
  on(event: 'connection', listener: (socket: LimitedSocket) => void): unknown;
}

/** Below Socket.IO: one that never says anything is there as well. */
interface OpenConnection {
  readonly request: IncomingMessage;
  on(event: 'close', listener: () => void): unknown;
}

interface LimitedSocket {
  readonly id: string;
  readonly request: IncomingMessage;
  /** The gateway's: in whose name it speaks. */
  readonly data: { readonly session?: { readonly holder: string } };
  use(judge: (packet: unknown[], next: () => void) => void): unknown;
  disconnect(close: boolean): unknown;
}

export interface SocketLimits {
  /** Stands before everything that sockets ask for. */
  guard(io: Sockets): void;
  /** Lets a connection speak in that account's name. Throws RATE_LIMITED. */
  speaksFor(holder: string, request: IncomingMessage): void;
}

export interface SocketLimitsDependencies {
  readonly table: LimitTable;
  readonly addressOf: AddressOf;
  readonly connections: Connections;
  readonly coolDowns: Pick<CoolDowns, 'waitOf'>;
}

/** Refusals in a row after which a socket is closed: answering it costs more than it is worth. */
const PATIENCE = 500;
const TOO_MANY_WAIT_MS = 30_000;

/** RATE-4, RATE-6: all of it is counted in this process, so that a hold costs no further round trip. */
export function createSocketLimits(dependencies: SocketLimitsDependencies): SocketLimits {
  const { table, addressOf, connections, coolDowns } = dependencies;
  const connects = createBuckets(table.connectsAddress);
  const events = {
    socket: createBuckets(table.eventsSocket),
    account: createBuckets(table.eventsAccount),
    address: createBuckets(table.eventsAddress),
  };
  const watches = {
    socket: createBuckets(table.watchesSocket),
    address: createBuckets(table.watchesAddress),
  };
  const holds = {
    account: createBuckets(table.holdsAccount),
    performance: createBuckets(table.holdsPerformance),
  };

  function waitToHold(holder: string, payload: unknown): AppError | undefined {
    const { performanceId } = (payload ?? {}) as { performanceId?: unknown };
    const wait = holds.account.take(holder);
    if (wait > 0) return rateLimited(wait);
    if (typeof performanceId !== 'number') return undefined;
    const rest = coolDowns.waitOf(performanceId, holder);
    if (rest > 0) return coolingDown(rest);
    const crowded = holds.performance.take(performanceId);
    return crowded > 0 ? rateLimited(crowded + Math.random() * 1_000) : undefined;
  }

  function judge(
    socket: LimitedSocket,
    address: string,
    [event, payload]: unknown[],
  ): AppError | undefined {
    const holder = socket.data.session?.holder;
    const wait =
      events.socket.take(socket.id) ||
      (holder === undefined ? 0 : events.account.take(holder)) ||
      events.address.take(address);
    if (wait > 0) return rateLimited(wait);
    if (event === 'map:watch') {
      const watching = watches.socket.take(socket.id) || watches.address.take(address);
      return watching > 0 ? rateLimited(watching) : undefined;
    }
    const holding = event === 'hold:create' || event === 'hold:best';
    return holding && holder !== undefined ? waitToHold(holder, payload) : undefined;
  }

  function limit(socket: LimitedSocket): void {
    const address = addressOf(socket.request);
    let refused = 0;
    socket.use((packet, next) => {
      const error = judge(socket, address, packet);
      if (!error) {
        refused = 0;
        next();
        return;
      }
      refused += 1;
      const ack = packet.at(-1);
      if (typeof ack === 'function') {
        (ack as (result: object) => void)({ ok: false, ...toErrorBody(error) });
      }
      if (refused >= PATIENCE) socket.disconnect(true);
    });
  }

  return {
    guard: (io) => {
      io.engine.use((request, response, next) => {
        // A request of a session that is open already.
        if (request._query?.['sid'] !== undefined) {
          next();
          return;
        }
        const address = addressOf(request);
        const wait = connects.take(address);
        if (wait > 0) refuseRequest(request, response, rateLimited(wait));
        else if (connections.isFull(address)) {
          refuseRequest(request, response, rateLimited(TOO_MANY_WAIT_MS));
        } else next();
      });
      io.engine.on('connection', (connection) => {
        const { request } = connection;
        connections.entered(addressOf(request), request);
        connection.on('close', () => {
          connections.left(request);
        });
      });
      io.on('connection', limit);
    },
    speaksFor: (holder, request) => {
      if (connections.speaksFor(holder, request)) return;
      throw rateLimited(TOO_MANY_WAIT_MS, 'This account has too many connections open.');
    },
  };
}
