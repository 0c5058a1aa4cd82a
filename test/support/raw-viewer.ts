import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A Socket.IO client by hand, over one WebSocket: next to nothing for whoever needs thousands. */
export interface RawViewer {
  /** Sends a text, as Engine.IO numbers it: `42["event",{}]`. */
  send(text: string): void;
  pause(): void;
  resume(): void;
  close(): void;
}

export interface RawViewerOptions {
  readonly url: string;
  /** @default '/socket.io/?EIO=4&transport=websocket' */
  readonly path?: string;
  /** Every WebSocket message with its bytes on the wire; the payload is gone after this call. */
  readonly heard: (payload: Buffer, bytes: number, viewer: RawViewer) => void;
  readonly closed?: () => void;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const NOTHING = Buffer.alloc(0);

/** Answers when the WebSocket is open; nothing was said on it yet. */
export function openRawViewer(options: RawViewerOptions): Promise<RawViewer> {
  const { url, path = '/socket.io/?EIO=4&transport=websocket', heard } = options;
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let upgraded = false;
    let rest: Buffer = NOTHING;
    const take = (part: Buffer): void => {
      const all = rest.length === 0 ? part : Buffer.concat([rest, part]);
      let from = 0;
      if (!upgraded) {
        const end = all.indexOf(HEAD_END);
        from = end < 0 ? 0 : end + HEAD_END.length;
        if (end >= 0) {
          if (!all.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
            reject(new Error(`not opened: ${all.toString('latin1', 0, end)}`));
            return;
          }
          upgraded = true;
          resolve(viewer);
        }
      }
      const read = upgraded ? readMessages(all, from, hear) : from;
      // What was read lies in a buffer that others read into.
      rest = read === all.length ? NOTHING : Buffer.from(all.subarray(read));
    };
    const socket = connect({
      ...{ host: hostname, port: Number(port), noDelay: true },
      onread: {
        buffer: shared,
        callback: (length) => {
          take(shared.subarray(0, length));
          return true;
        },
      },
    });
    const viewer = viewerOn(socket);
    const hear = (payload: Buffer, bytes: number): void => {
      heard(payload, bytes, viewer);
    };
    socket.on('error', reject);
    socket.on('close', () => options.closed?.());
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
  });
}

/** One for all: a part is read out before the next comes. */
const shared = Buffer.alloc(65_536);

function viewerOn(socket: Socket): RawViewer {
  return {
    send: (text) => void socket.write(maskedText(text)),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => {
      socket.destroy();
    },
  };
}

/** Answers where the first message begins that is not there whole. */
export function readMessages(
  bytes: Buffer,
  from: number,
  heard: (payload: Buffer, bytes: number) => void,
): number {
  let at = from;
  while (bytes.length - at >= 2) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length - at < head) return at;
    const length =
      head === 2
        ? short
        : head === 4
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    const end = at + head + length;
    if (bytes.length < end) return at;
    heard(bytes.subarray(at + head, end), end - at);
    at = end;
  }
  return at;
}

/** A client has to mask; with zeros, it costs nothing. */
function maskedText(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 65_535) throw new RangeError('too long for a raw viewer');
  const head =
    payload.length < 126
      ? [0x81, 0x80 | payload.length]
      : [0x81, 0xfe, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}
