import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A process of its own: asks over kept connections, each request after the answer before it. */
export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly acceptEncoding: string;
  readonly connections: number;
  readonly forMs: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly tookMs: number;
  readonly bytesEach: number;
  /** Of this process: when it nears the time taken, it was the bottleneck. */
  readonly cpuMs: number;
}

interface Load {
  readonly order: LoadOrder;
  readonly request: Buffer;
  readonly until: number;
  requests: number;
  bytesEach: number;
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const request = Buffer.from(
    `GET ${order.path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: ${order.acceptEncoding}\r\n\r\n`,
  );
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const load: Load = { order, request, until: begun + order.forMs, requests: 0, bytesEach: 0 };
  await Promise.all(Array.from({ length: order.connections }, () => askOnAndOn(load)));
  const { user, system } = process.cpuUsage(cpu);
  const { requests, bytesEach } = load;
  return { requests, bytesEach, tookMs: performance.now() - begun, cpuMs: (user + system) / 1000 };
}

/** All answers have one length, so that counting bytes is reading them. */
function askOnAndOn(load: Load): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(load.order.port, '127.0.0.1', () => socket.write(load.request));
    socket.setNoDelay(true);
    socket.on('error', reject);
    let got = 0;
    socket.on('data', (part: Buffer) => {
      if (load.bytesEach === 0) load.bytesEach = lengthOf(part);
      got += part.length;
      if (got < load.bytesEach) return;
      if (got > load.bytesEach) throw new Error('answers differ in length');
      got = 0;
      load.requests += 1;
      if (performance.now() < load.until) {
        socket.write(load.request);
        return;
      }
      socket.destroy();
      resolve();
    });
  });
}

function lengthOf(first: Buffer): number {
  const end = first.indexOf('\r\n\r\n');
  const head = first.subarray(0, end).toString();
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`not an answer: ${head}`);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (end < 0 || length === undefined) throw new Error(`no length in: ${head}`);
  return end + 4 + Number(length);
}

process.on('message', (order: LoadOrder) => {
  void run(order).then((result) => process.send?.(result));
});
process.send?.('ready');
