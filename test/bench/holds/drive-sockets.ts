import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { ReplyCounter } from './resp.ts';

export interface SocketRun {
  readonly port: number;
  readonly connections: number;
  /** How many commands go out in one write; the next write waits for all their replies. */
  readonly perWrite: number;
}

/** Opens every connection, and answers what sends the commands over them. */
export async function openSockets({ port, connections, perWrite }: SocketRun) {
  const sockets = Array.from({ length: connections }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets) socket.setNoDelay(true);
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return {
    send: (commands: readonly Buffer[]) => prepare(sockets, commands, perWrite),
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Shares the commands out; the answer runs them and resolves when every reply is there. */
function prepare(
  sockets: readonly Socket[],
  commands: readonly Buffer[],
  perWrite: number,
): () => Promise<void> {
  const queues = sockets.map((_, line) =>
    inWrites(
      commands.filter((_command, k) => k % sockets.length === line),
      perWrite,
    ),
  );
  return async () => {
    await Promise.all(sockets.map((socket, line) => run(socket, queues[line] ?? [])));
  };
}

interface Write {
  readonly bytes: Buffer;
  readonly replies: number;
}

function inWrites(commands: readonly Buffer[], perWrite: number): Write[] {
  return Array.from({ length: Math.ceil(commands.length / perWrite) }, (_, k) => {
    const part = commands.slice(k * perWrite, (k + 1) * perWrite);
    return { bytes: Buffer.concat(part), replies: part.length };
  });
}

function run(socket: Socket, writes: readonly Write[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const counter = new ReplyCounter();
    let next = 0;
    let missing = 0;
    const advance = (): void => {
      const write = writes[next];
      if (!write) {
        socket.removeAllListeners('data');
        resolve();
        return;
      }
      next += 1;
      missing = write.replies;
      socket.write(write.bytes);
    };
    socket.on('data', (piece: Buffer) => {
      try {
        missing -= counter.take(piece);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      if (missing === 0) advance();
    });
    advance();
  });
}
