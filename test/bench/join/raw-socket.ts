import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Opcode, clientFrame, readFrames } from './frames.ts';
import type { Frame } from './frames.ts';

/** A WebSocket on a bare TCP connection: load that costs less than what it loads. */
export interface RawSocket {
  send(text: string): void;
  /** Ends it and waits until the other side has let go as well. */
  close(): Promise<void>;
}

export interface RawSocketOptions {
  readonly port: number;
  readonly path: string;
  readonly opened?: () => void;
  readonly heard: (frame: Frame) => void;
  /** It ended by itself. */
  readonly lost: (error: Error) => void;
}

export function openRawSocket(options: RawSocketOptions): RawSocket {
  const socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true });
  let ending = false;
  socket.write(upgradeRequest(options));
  socket.on('data', afterUpgrade(options, socket));
  socket.on('error', options.lost);
  socket.on('close', () => {
    if (!ending) options.lost(new Error('the server hung up'));
  });
  return {
    send: (text) => void socket.write(clientFrame(text)),
    close: () =>
      new Promise((resolve) => {
        ending = true;
        socket.once('close', () => {
          resolve();
        });
        socket.end(clientFrame('', Opcode.Close));
      }),
  };
}

function upgradeRequest({ port, path }: RawSocketOptions): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${String(port)}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n');
}

function afterUpgrade(
  { opened, heard, lost }: RawSocketOptions,
  socket: Socket,
): (data: Buffer) => void {
  let left: Buffer = Buffer.alloc(0);
  let upgraded = false;
  return (data) => {
    left = left.length === 0 ? data : Buffer.concat([left, data]);
    if (!upgraded) {
      const end = left.indexOf('\r\n\r\n');
      if (end < 0) return;
      const status = left.toString('latin1', 9, 12);
      if (status !== '101') {
        lost(new Error(`the upgrade was answered with ${status}`));
        socket.destroy();
        return;
      }
      upgraded = true;
      left = left.subarray(end + 4);
      opened?.();
    }
    const { frames, rest } = readFrames(left);
    left = rest;
    for (const frame of frames) heard(frame);
  };
}
