import { openRawViewer } from '../../support/raw-viewer.ts';
import type { RawViewer } from '../../support/raw-viewer.ts';

/** A process of its own: viewers that read what they are sent, and count it. */
export type CrowdOrder =
  | {
      readonly do: 'open';
      readonly group: string;
      readonly url: string;
      readonly path?: string;
      readonly count: number;
      /** Sent once Socket.IO let them in; without it there is no Socket.IO. */
      readonly hello?: string;
    }
  | { readonly do: 'count'; readonly group: string };

export interface Counted {
  readonly viewers: number;
  /** Messages that an event came in. */
  readonly frames: number;
  readonly bytes: number;
}

interface Group {
  viewers: number;
  lost: number;
  frames: number;
  bytes: number;
}

const AT_ONCE = 50;
/** How Engine.IO and Socket.IO begin what carries an event: `42`. */
const MESSAGE = 0x34;
const EVENT = 0x32;
const groups = new Map<string, Group>();

type OpenOrder = Extract<CrowdOrder, { do: 'open' }>;

async function openMore(group: Group, order: OpenOrder): Promise<void> {
  for (let begun = 0; begun < order.count; begun += AT_ONCE) {
    const length = Math.min(AT_ONCE, order.count - begun);
    await Promise.all(Array.from({ length }, () => openOne(group, order)));
    group.viewers += length;
  }
}

/** Is there when it was let in, and an answer came to what it said. */
function openOne(group: Group, { url, path, hello }: OpenOrder): Promise<RawViewer> {
  return new Promise((resolve, reject) => {
    const heard = (payload: Buffer, bytes: number, viewer: RawViewer): void => {
      group.bytes += bytes;
      if (payload[0] === MESSAGE && payload[1] === EVENT) {
        group.frames += 1;
        return;
      }
      const kind = payload.toString('latin1', 0, 2);
      if (kind === '2') viewer.send('3');
      else if (kind.startsWith('0')) viewer.send('40');
      else if (kind === '40') viewer.send(hello ?? '');
      else if (kind === '46' || kind === '43') resolve(viewer);
    };
    const closed = (): void => {
      group.lost += 1;
    };
    const options = { url, heard, closed, ...(path !== undefined && { path }) };
    openRawViewer(options).then((viewer) => {
      if (hello === undefined) resolve(viewer);
    }, reject);
  });
}

async function obey(order: CrowdOrder): Promise<Counted> {
  const group = groups.get(order.group) ?? { viewers: 0, lost: 0, frames: 0, bytes: 0 };
  groups.set(order.group, group);
  if (order.do === 'open') await openMore(group, order);
  return { viewers: group.viewers - group.lost, frames: group.frames, bytes: group.bytes };
}

process.on('message', (order: CrowdOrder) => {
  void obey(order).then((counted) => process.send?.(counted));
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
