import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { createBuyers } from './buyers.ts';
import type { Buyers, Seen } from './buyers.ts';
import type { Counted, CrowdOrder } from './crowd.ts';
import type { ReferenceOrder } from './references.ts';
import { startSystem } from './system.ts';
import type { Node, System } from './system.ts';

/** What was seen of a server in a window of time. */
export interface Window {
  /** Microseconds of the server's CPU for each message that a viewer got. */
  readonly cpuPerFrame: number;
  readonly framesPerViewer: number;
  readonly bytesPerViewer: number;
  readonly seconds: number;
}

export interface OursWindow extends Window, Omit<Seen, 'frames'> {
  /** As the viewers were told. */
  readonly tickMs: number;
}

/** What of ours the references are to match. */
export type Beat = Pick<Window, 'framesPerViewer' | 'bytesPerViewer' | 'seconds'>;

/** Our nodes, the references' servers, and the viewers of each: those of one at a time are busy. */
export interface Hall {
  /** Opens more viewers, until ours and those of `ws.send` are so many. */
  fill(viewers: number): Promise<void>;
  /** By a node that measures itself, or by the other one. */
  ours(changesPerSecond: number, ms: number, by?: 'other' | 'measured'): Promise<OursWindow>;
  /** As many frames of as many bytes, while as many seats change that nobody watches. */
  wsSend(beat: Beat, changesPerSecond: number, ms: number): Promise<Window>;
  /** One emit a change to the first viewers, or to all. */
  emits(message: object, perSecond: number, ms: number): Promise<Window>;
  close(): Promise<void>;
}

const RAMP_MS = 250;
/** Of every such part of the viewers one is the SDK's, and so sees what the last of them see. */
const SDK_VIEWERS_EVERY = 400;

export async function openHall(nodeArgs: readonly string[] = []): Promise<Hall> {
  const begun: (() => Promise<unknown> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of begun.splice(0).reverse()) await end();
  };
  try {
    const system = await startSystem(nodeArgs);
    begun.push(() => system.stop());
    const buyers = createBuyers(system);
    begun.push(() => {
      buyers.close();
    });
    const children = async <Order extends object>(file: string): Promise<Child<Order>> => {
      const child = await startChild<Order>(new URL(file, import.meta.url));
      begun.push(child.end);
      return child;
    };
    const crowd = await children<CrowdOrder>('crowd.ts');
    const ws = await children<ReferenceOrder>('references.ts');
    const socketIo = await children<ReferenceOrder>('references.ts');
    return { ...hallOf(system, buyers, crowd, { ws, socketIo }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface References {
  readonly ws: Child<ReferenceOrder>;
  readonly socketIo: Child<ReferenceOrder>;
}

function hallOf(
  system: System,
  buyers: Buyers,
  crowd: Child<CrowdOrder>,
  { ws, socketIo }: References,
): Omit<Hall, 'close'> {
  const { measured, other, watched, unwatched } = system;
  const count = (group: string): Promise<Counted> => crowd.ask<Counted>({ do: 'count', group });
  const ports = new Map<string, number>();

  async function open(group: string, more: Omit<CrowdOrder & { do: 'open' }, 'do' | 'group'>) {
    await crowd.ask({ do: 'open', group, ...more });
  }

  async function portOf(as: 'ws' | 'socket.io'): Promise<string> {
    const child = as === 'ws' ? ws : socketIo;
    const port = ports.get(as) ?? (await child.ask<number>({ do: 'listen', as }));
    ports.set(as, port);
    return `http://127.0.0.1:${String(port)}`;
  }

  async function reference(
    child: Child<ReferenceOrder>,
    group: string,
    { everyMs, message }: { everyMs: number; message: string },
    ms: number,
  ): Promise<Window> {
    const before = await count(group);
    const at = performance.now();
    await child.ask({ do: 'begin', everyMs, message });
    await sleep(ms);
    const cpu = await child.ask<number>({ do: 'end' });
    const seconds = (performance.now() - at) / 1000;
    await sleep(RAMP_MS / 2);
    return windowOf(before, await count(group), cpu, seconds);
  }

  async function ourWindow(by: Node, changesPerSecond: number, ms: number): Promise<OursWindow> {
    const running = await buyers.start(by.url, watched, changesPerSecond);
    await sleep(RAMP_MS);
    const before = await count('ours');
    measured.begin();
    running.mark();
    const at = performance.now();
    await sleep(ms);
    const cpu = await measured.end();
    const { frames, ...seen } = running.seen();
    const seconds = (performance.now() - at) / 1000;
    const after = await count('ours');
    const tickMs = buyers.watchers[0]?.tickMs ?? 0;
    await running.stop();
    return { ...windowOf(before, after, cpu, seconds, frames), ...seen, tickMs };
  }

  return {
    fill: async (viewers) => {
      const hello = `420["map:watch",{"performanceId":${String(watched)}}]`;
      const url = await portOf('ws');
      for (let has = (await count('ours')).viewers; has < viewers;) {
        const more = Math.min(SDK_VIEWERS_EVERY, viewers - has);
        await open('ours', { url: measured.url, count: more, hello });
        await buyers.watch();
        await open('ws', { url, path: '/', count: more });
        has += more;
      }
    },
    ours: (changesPerSecond, ms, by = 'other') =>
      ourWindow(by === 'other' ? other : measured, changesPerSecond, ms),
    wsSend: async ({ framesPerViewer, bytesPerViewer, seconds }, changesPerSecond, ms) => {
      const bytes = Math.round(bytesPerViewer / framesPerViewer);
      const message = `42${'.'.repeat(bytes - (bytes > 129 ? 4 : 2) - 2)}`;
      const running = await buyers.start(other.url, unwatched, changesPerSecond);
      await sleep(RAMP_MS);
      const order = { everyMs: (1000 * seconds) / framesPerViewer, message };
      const seen = await reference(ws, 'ws', order, ms);
      await running.stop();
      return seen;
    },
    emits: async (message, perSecond, ms) => {
      const url = await portOf('socket.io');
      const missing = (await count('ours')).viewers - (await count('socket.io')).viewers;
      if (missing > 0) await open('socket.io', { url, count: missing, hello: '420["watch"]' });
      const order = { everyMs: 1000 / perSecond, message: JSON.stringify(message) };
      return reference(socketIo, 'socket.io', order, ms);
    },
  };
}

function windowOf(
  before: Counted,
  after: Counted,
  cpu: number,
  seconds: number,
  othersFrames = 0,
): Window {
  const frames = after.frames - before.frames;
  if (after.viewers !== before.viewers) throw new Error('viewers lost their connection');
  return {
    cpuPerFrame: cpu / (frames + othersFrames),
    framesPerViewer: frames / after.viewers,
    bytesPerViewer: (after.bytes - before.bytes) / after.viewers,
    seconds,
  };
}
