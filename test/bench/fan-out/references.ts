import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

/** A process of its own: what there is instead of our node. */
export type ReferenceOrder =
  | { readonly do: 'listen'; readonly as: 'ws' | 'socket.io' }
  /** Sends on and on, until `end`. */
  | { readonly do: 'begin'; readonly everyMs: number; readonly message: string }
  | { readonly do: 'end' };

interface Way {
  readonly port: number;
  send(message: string): void;
}

/** One prepared buffer to every client: there is no less to do for `ws`. */
async function listenAsWs(): Promise<Way> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await new Promise((resolve) => server.once('listening', resolve));
  let prepared = Buffer.alloc(0);
  let preparedOf: string | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    send: (message) => {
      if (message !== preparedOf) prepared = Buffer.from((preparedOf = message));
      for (const client of server.clients) {
        if (client.readyState === client.OPEN) client.send(prepared, { binary: false });
      }
    },
  };
}

/** A room and an emit, with the settings that Socket.IO has. */
async function listenAsSocketIo(): Promise<Way> {
  const http = createServer();
  const io = new Server(http);
  io.on('connection', (socket) => {
    socket.on('watch', (answer: () => void) => {
      void socket.join('performance');
      answer();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  let seat = 0;
  return {
    port: (http.address() as AddressInfo).port,
    send: (message) => {
      seat = (seat + 1) % 2_000;
      const body = JSON.parse(message) as Record<string, unknown>;
      const seatId = typeof body['seatId'] === 'number' ? seat : body['seatId'];
      io.to('performance').emit('seatStatusChanged', { ...body, seatId });
    },
  };
}

const state: { way?: Way; timer?: NodeJS.Timeout; cpu?: NodeJS.CpuUsage } = {};

/** Keeps the pace also when a turn came late. */
function sendOnAndOn(way: Way, everyMs: number, message: string): void {
  let next = performance.now();
  const turn = (): void => {
    while (next <= performance.now()) {
      next += everyMs;
      way.send(message);
    }
    state.timer = setTimeout(turn, Math.max(0, next - performance.now()));
  };
  turn();
}

/** Answers the port, nothing, or the microseconds of CPU since `begin`. */
async function obey(order: ReferenceOrder): Promise<number> {
  if (order.do === 'listen') {
    state.way = await (order.as === 'ws' ? listenAsWs() : listenAsSocketIo());
    return state.way.port;
  }
  if (order.do === 'begin') {
    state.cpu = process.cpuUsage();
    if (state.way) sendOnAndOn(state.way, order.everyMs, order.message);
    return 0;
  }
  clearTimeout(state.timer);
  const { user, system } = process.cpuUsage(state.cpu);
  return user + system;
}

process.on('message', (order: ReferenceOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
