import type { Writable } from 'node:stream';

/** What is looked at of an Engine.IO connection. Partly private: see `findFlaw`. */
export interface Connection {
  readonly readyState: string;
  /** Packets that wait for the transport. */
  readonly writeBuffer?: readonly unknown[];
  readonly transport: Transport;
}

export interface Transport {
  readonly name: string;
  readonly readyState?: string;
  /** False from a packet's sending until it has left. */
  readonly writable: boolean;
  readonly socket?: { readonly readyState: number; readonly _socket?: Writable | null };
}

/** Of Socket.IO: a packet that carries an event. */
const EVENT = 2;
/** Of Engine.IO: a packet that carries a message. */
const MESSAGE = '4';
const FINAL_TEXT = 0x81;
const TWO_BYTES_OF_LENGTH = 126;
const EIGHT_BYTES_OF_LENGTH = 127;
const OPEN = 1;

/** An event as Socket.IO's own encoder writes it. */
export function encodeEvent(
  encoder: { encode(packet: never): unknown[] },
  data: readonly unknown[],
): string {
  const [text, ...attachments] = encoder.encode({ type: EVENT, nsp: '/', data } as never);
  if (typeof text === 'string' && attachments.length === 0) return text;
  throw new TypeError('an event is more than one text');
}

/** A whole Socket.IO packet as the WebSocket frame that Engine.IO would send (RFC 6455, 5.2). */
export function textFrame(packet: string): Buffer {
  const length = MESSAGE.length + Buffer.byteLength(packet);
  const head = length < TWO_BYTES_OF_LENGTH ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) {
    frame[1] = length;
  } else if (head === 4) {
    frame[1] = TWO_BYTES_OF_LENGTH;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = EIGHT_BYTES_OF_LENGTH;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(MESSAGE + packet, head);
  return frame;
}

/**
 * The stream of a viewer to which bytes may be written now: a WebSocket that is open, and before
 * which nothing waits, neither in Engine.IO nor in the stream. What is written to the stream now then
 * comes after everything sent before and before everything sent later. Whoever reads too slowly has
 * something waiting, and is left to Engine.IO with its time-outs.
 */
export function idleStream({
  readyState,
  writeBuffer,
  transport,
}: Connection): Writable | undefined {
  if (readyState !== 'open' || writeBuffer?.length !== 0) return undefined;
  if (transport.name !== 'websocket' || transport.readyState !== 'open' || !transport.writable) {
    return undefined;
  }
  const { socket } = transport;
  const stream = socket?.readyState === OPEN ? socket._socket : undefined;
  return stream?.writable && stream.writableLength === 0 ? stream : undefined;
}
