import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';

/** The parts of Engine.IO's server and of its connections that are needed here. */
interface Engine {
  on(event: 'connection', listener: (connection: Connection) => void): unknown;
  on(
    event: 'flush',
    listener: (connection: Connection, packets: readonly unknown[]) => void,
  ): unknown;
}
interface Connection {
  readonly request: IncomingMessage;
  on(event: 'packet', listener: (packet: { readonly type: string }) => void): unknown;
}

/**
 * What one turn of the event loop has to say to one connection leaves in one write. A write
 * costs the system more than what is written costs us, and joining is five of them.
 */
export function gatherWrites(http: HttpServer, engine: Engine): void {
  // Before Engine.IO's own listener: its answer to the upgrade and its first packet go together.
  http.prependListener('upgrade', (request) => {
    holdUntilTurnEnds(request.socket);
  });
  engine.on('connection', (connection) => {
    const { socket } = connection.request;
    connection.on('packet', ({ type }) => {
      if (type === 'message') holdUntilTurnEnds(socket);
    });
  });
  engine.on('flush', ({ request }, packets) => {
    // One alone is one write anyway, and most are alone.
    if (packets.length > 1) holdUntilTurnEnds(request.socket);
  });
}

function holdUntilTurnEnds(socket: Socket): void {
  socket.cork();
  setImmediate(release, socket);
}

function release(socket: Socket): void {
  socket.uncork();
}
