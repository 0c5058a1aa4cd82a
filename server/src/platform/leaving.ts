import type { Server as HttpServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerLeaving } from '@ticket-flow/client/protocol';

/** The part of a Socket.IO server that sends its clients away. */
interface Clients {
  readonly engine: { readonly clientsCount: number };
  readonly local: {
    emit(event: 'server:leaving', leaving: ServerLeaving): unknown;
    disconnectSockets(close: boolean): unknown;
  };
}

/**
 * How a node goes out of service without a request or a viewer being lost (NODE-2). It goes on listening
 * while its clients move: those that poll need new connections for their last answers.
 */
export interface Leaving {
  readonly begun: boolean;
  /** Nobody new can come: from now on a connection is closed after its answer. */
  readonly stopped: boolean;
  /** Counts a request as under way until the answer function is called. */
  enter(): () => void;
  /** Takes no new clients, moves those it has, stops listening, waits for the requests under way. */
  leave(): Promise<void>;
}

const CHECK_MS = 25;
const REQUESTS_MS = 10_000;
/** Idle connections are closed from either side before that: Nginx keeps them for 4 s, we for 5. */
const KEPT_MS = 5_500;
const QUEUE_MS = 3_000;
/** Clients that were told to go and have not are sent away that long after their time. */
const GRACE_MS = 500;

export function createLeaving(http: HttpServer, io: Clients): Leaving {
  let begun = false;
  let stopped = false;
  let underWay = 0;

  async function moveClients(): Promise<void> {
    const { clientsCount } = io.engine;
    if (clientsCount === 0) return;
    const withinMs = jitterFor(clientsCount);
    io.local.emit('server:leaving', { withinMs });
    await waitUntil(() => io.engine.clientsCount === 0, withinMs + GRACE_MS);
    io.local.disconnectSockets(true);
  }

  return {
    get begun() {
      return begun;
    },
    get stopped() {
      return stopped;
    },
    enter: () => {
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    leave: async () => {
      begun = true;
      await moveClients();
      await stopListening(http);
      stopped = true;
      await waitUntil(() => underWay === 0, REQUESTS_MS);
      await waitUntil(() => countConnections(http).then((open) => open === 0), KEPT_MS);
      http.closeAllConnections();
    },
  };
}

/** Long enough that the other nodes are not run over: about 500 arrivals a second. */
function jitterFor(clients: number): number {
  return Math.min(5_000, 500 + clients * 2);
}

/**
 * Whoever is in the queue of the listening socket when it closes loses a request. That queue is
 * empty right after a turn of the event loop that took nobody from it.
 */
async function stopListening(http: HttpServer): Promise<void> {
  let took = false;
  const note = (): void => {
    took = true;
  };
  http.on('connection', note);
  const deadline = Date.now() + QUEUE_MS;
  do {
    took = false;
    await new Promise(setImmediate);
  } while (took && Date.now() < deadline);
  http.off('connection', note);
  // Not http's own: that one cuts idle connections, on which the proxy may just be sending.
  NetServer.prototype.close.call(http);
}

function countConnections(http: HttpServer): Promise<number> {
  return new Promise((resolve) => {
    http.getConnections((error, count) => {
      resolve(error ? 0 : count);
    });
  });
}

async function waitUntil(done: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await done()) && Date.now() < deadline) await sleep(CHECK_MS);
}
