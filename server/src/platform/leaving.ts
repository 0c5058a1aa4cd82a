import type { Server as HttpServer } from 'node:http';
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
  /** Counts a request as under way until the answer function is called. */
  enter(): () => void;
  /** Takes no new clients, moves those it has, stops listening, waits for the requests under way. */
  leave(): Promise<void>;
}

const CHECK_MS = 25;
const REQUESTS_MS = 10_000;
/** Clients that were told to go and have not are sent away that long after their time. */
const GRACE_MS = 500;

export function createLeaving(http: HttpServer, io: Clients): Leaving {
  let begun = false;
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
    enter: () => {
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    leave: async () => {
      begun = true;
      await moveClients();
      http.close();
      await waitUntil(() => underWay === 0, REQUESTS_MS);
      http.closeIdleConnections();
    },
  };
}

/** Long enough that the other nodes are not run over: about 500 arrivals a second. */
function jitterFor(clients: number): number {
  return Math.min(5_000, 500 + clients * 2);
}

async function waitUntil(done: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!done() && Date.now() < deadline) await sleep(CHECK_MS);
}
