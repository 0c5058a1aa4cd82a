import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A TCP proxy whose connections a test may cut, as a lift or a tunnel does. */
export interface Proxy {
  readonly url: string;
  /** Ends every connection; new ones are accepted unless `refuse` is set. */
  cut(refuse?: boolean): void;
  accept(): void;
  /** Leads new connections elsewhere; present ones stay. */
  retarget(targetUrl: string): void;
  close(): Promise<void>;
}

export async function openProxy(targetUrl: string): Promise<Proxy> {
  let target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let refusing = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    keep(client);
    keep(upstream);
    client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cut: (refuse = false) => {
      refusing = refuse;
      end();
    },
    accept: () => {
      refusing = false;
    },
    retarget: (url) => {
      target = new URL(url);
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      end();
      await closed;
    },
  };
}
