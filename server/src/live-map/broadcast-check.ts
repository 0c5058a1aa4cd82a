import { Duplex } from 'node:stream';
import { encodeEvent, idleStream, textFrame } from './finished-bytes.ts';
import type { Transport } from './finished-bytes.ts';
import type { LiveServer } from './gateway.ts';

/** What is used of Engine.IO here; none of it is promised by its documentation. */
interface Engine {
  readonly opts: {
    readonly perMessageDeflate?: unknown;
    readonly wsEngine: new (options: object) => WebSocketServer;
  };
  createTransport(name: string, request: object): SendingTransport;
}

interface WebSocketServer {
  handleUpgrade(request: object, wire: Duplex, head: Buffer, opened: (ws: object) => void): void;
}

interface SendingTransport extends Transport {
  on(event: 'error', listener: () => void): void;
  send(packets: readonly object[]): void;
}

/** One for each way to tell a length, and letters of more than a byte. */
const TEXTS = ['', '가'.repeat(50), '나'.repeat(30_000)];

/**
 * FEED-16: why finished bytes must not be written past Engine.IO, if they must not. Opens a WebSocket
 * on a wire that leads nowhere, with the libraries this server runs on, and compares what they write
 * there with what we would.
 */
export function findFlaw(io: LiveServer): string | undefined {
  const engine = io.engine as unknown as Engine;
  const wire = new Wire();
  try {
    if (engine.opts.perMessageDeflate) return 'messages are compressed for each viewer';
    const transport = openTransport(engine, wire);
    if (!transport) return 'no WebSocket could be opened';
    const connection = { readyState: 'open', writeBuffer: [], transport };
    if (idleStream(connection) !== wire) return 'the stream of a WebSocket is not to be found';
    wire.heard.length = 0;
    const texts = TEXTS.map((text) => encodeEvent(io.encoder, ['x', text]));
    transport.send(texts.map((data) => ({ type: 'message', data, options: {} })));
    if (idleStream(connection)) return 'a busy stream does not show';
    const ours = Buffer.concat(texts.map(textFrame));
    return Buffer.concat(wire.heard).equals(ours) ? undefined : 'it writes other bytes';
  } catch (error) {
    return String(error);
  } finally {
    wire.destroy();
  }
}

function openTransport(engine: Engine, wire: Duplex): SendingTransport | undefined {
  const server = new engine.opts.wsEngine({ noServer: true, perMessageDeflate: false });
  let transport: SendingTransport | undefined;
  server.handleUpgrade(UPGRADE, wire, Buffer.alloc(0), (websocket) => {
    transport = engine.createTransport('websocket', { _query: { EIO: '4' }, websocket });
    transport.on('error', () => undefined);
  });
  return transport;
}

const UPGRADE = {
  ...{ method: 'GET', url: '/' },
  headers: {
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
  },
};

/** Keeps what is written to it. */
class Wire extends Duplex {
  readonly heard: Buffer[] = [];

  override _read(): void {
    // Nobody speaks from the other end.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.heard.push(chunk);
    done();
  }
}
