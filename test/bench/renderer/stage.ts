import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type {
  ChartGeometry,
  ClientToServerEvents,
  SeatChange,
  SeatState,
  ServerToClientEvents,
} from '@ticket-flow/client/protocol';
import {
  checksumOf,
  packChanges,
  SeatBits,
  SeatState as States,
  updateChecksum,
} from '@ticket-flow/client/protocol';
import { Server } from 'socket.io';
import { performanceOn } from '../../support/performance-on.ts';

/** Serves one performance to the page under measurement and moves its seats at a steady rate. */
export interface Stage {
  readonly url: string;
  /** From now on so many seats change a second; 0 stops it. */
  change(perSecond: number): void;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly chart: ChartGeometry;
  /** By path, as HTML or JavaScript. */
  readonly files: Readonly<Record<string, string>>;
}

const TICK_MS = 50;
const BEAT_MS = 2_000;

/** Speaks the protocol as a node does; what a node does behind it is measured elsewhere. */
export async function startStage({ chart, files }: StageOptions): Promise<Stage> {
  const performance = performanceOn(chart);
  const answers: Record<string, unknown> = {
    '/api/performances/1': performance,
    [performance.geometryUrl]: chart,
  };
  const http = createServer((request, response) => {
    answer(request, response, answers, files);
  });
  const io = new Server<ClientToServerEvents, ServerToClientEvents>(http, { serveClient: false });
  const seats = movingSeats(chart.seatCount);
  io.on('connection', (socket) => {
    socket.on('map:watch', (_request, ack) => {
      void socket.join('watching');
      ack({ ok: true, snapshot: seats.snapshot() });
    });
    socket.on('hold:list', (_request, ack) => {
      ack({ ok: true, ...seats.noHolds() });
    });
  });
  let perTick = 0;
  const tick = setInterval(() => {
    if (perTick > 0) io.to('watching').emit('map:frame', seats.frame(Math.round(perTick)));
  }, TICK_MS);
  const beat = setInterval(
    () => io.to('watching').emit('map:heartbeat', seats.heartbeat()),
    BEAT_MS,
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
    change: (perSecond) => {
      perTick = (perSecond * TICK_MS) / 1_000;
    },
    close: async () => {
      clearInterval(tick);
      clearInterval(beat);
      await io.close();
    },
  };
}

function answer(
  { url = '/' }: IncomingMessage,
  response: ServerResponse,
  answers: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>>,
): void {
  const path = url.split('?')[0] ?? '/';
  const body = path in answers ? JSON.stringify(answers[path]) : files[path];
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  const type = path.endsWith('.html')
    ? 'text/html; charset=utf-8'
    : path.endsWith('.js')
      ? 'text/javascript'
      : 'application/json';
  response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(gzipSync(body));
}

/** Seven in ten are free; the changes walk over the chart in strides, so they fall everywhere. */
function movingSeats(seatCount: number) {
  const bits = new SeatBits(seatCount);
  for (let seat = 0; seat < seatCount; seat += 1) {
    const roll = (seat * 7_919) % 100;
    bits.set(seat, roll < 20 ? States.Sold : roll < 30 ? States.Held : States.Free);
  }
  let checksum = checksumOf(bits);
  let version = 1;
  let next = 0;
  const at = () => [1, version] as const;
  return {
    snapshot: () => ({
      performanceId: 1,
      position: at(),
      seatCount,
      live: true,
      checksum,
      tickMs: TICK_MS,
      bits: bits.bytes.slice(),
    }),
    heartbeat: () => ({ performanceId: 1, position: at(), live: true, checksum, tickMs: TICK_MS }),
    noHolds: () => ({ performanceId: 1, holds: [], position: at(), serverNow: Date.now() }),
    frame: (count: number) => {
      const from = at();
      const changes: SeatChange[] = [];
      for (let k = 0; k < count; k += 1) {
        next = (next + 7_907) % seatCount;
        const before = bits.get(next);
        const state: SeatState = before === States.Free ? States.Held : States.Free;
        checksum = updateChecksum(checksum, next, before, state);
        bits.set(next, state);
        changes.push({ seat: next, state });
      }
      version += 1;
      return { performanceId: 1, from, to: at(), changes: packChanges(changes, seatCount) };
    },
  };
}
