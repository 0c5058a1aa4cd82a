import { setTimeout as sleep } from 'node:timers/promises';
import { readBooks } from './books.ts';
import type { Books } from './books.ts';
import type { ViewerMap } from './seats.ts';
import { readStore } from './store.ts';
import type { Store } from './store.ts';

export interface Sources {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** The performances that were sold in the run. */
  readonly performanceIds: readonly number[];
  readonly viewers: () => readonly ViewerMap[];
}

export interface Scene {
  readonly books: Books;
  readonly store: Store;
  readonly viewers: readonly ViewerMap[];
  /** What still moved when the waiting ended; empty when all stood still. */
  readonly restless: readonly string[];
}

const POLL_MS = 250;
/** Orders that are still going to change without anybody's doing. */
const UNDECIDED = new Set(['pending', 'paying', 'refunding']);

/** Database, store and viewers once nothing moves by itself any more, or at the deadline. */
export async function standstill(sources: Sources, timeoutMs: number): Promise<Scene> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const scene = await look(sources).catch((error: unknown) => {
      if (Date.now() >= deadline) throw error;
      return undefined;
    });
    if (scene && (scene.restless.length === 0 || Date.now() >= deadline)) return scene;
    await sleep(POLL_MS);
  }
}

/** The viewers first: a change they have not heard of yet would be seen in the store. */
async function look(sources: Sources): Promise<Scene> {
  const viewers = sources.viewers();
  const store = await readStore(sources.redisUrl, sources.performanceIds);
  const books = await readBooks(sources.databaseUrl);
  const restless = [
    ...restlessBooks(books),
    ...restlessStore(books, store),
    ...restlessViewers(store, viewers),
  ];
  return { books, store, viewers, restless };
}

function restlessBooks({ orders, openEvents }: Books): string[] {
  const undecided = orders.filter(({ state }) => UNDECIDED.has(state)).length;
  return [
    ...(undecided > 0 ? [`${String(undecided)} orders are undecided`] : []),
    ...(openEvents > 0 ? [`${String(openEvents)} seat events are open`] : []),
  ];
}

/** A record whose order was never written waits for its tombstone (PIN-4). */
function restlessStore({ performances, orders }: Books, store: Store): string[] {
  const known = new Set(orders.map(({ id }) => id));
  return [...store].flatMap(([id, { map, holds, records }]) => {
    const durable = performances.find((performance) => performance.id === id)?.epoch;
    const pins = [...records.keys()].filter((owner) => !owner.startsWith('B') && !known.has(owner));
    return [
      ...(map?.position.epoch === durable ? [] : [`the store of ${String(id)} is not current`]),
      ...(holds.length > 0 ? [`${String(holds.length)} holds of ${String(id)} live`] : []),
      ...(pins.length > 0 ? [`${String(pins.length)} pins of ${String(id)} have no order`] : []),
    ];
  });
}

function restlessViewers(store: Store, viewers: readonly ViewerMap[]): string[] {
  const late = viewers.filter(({ performanceId, state, position }) => {
    const at = store.get(performanceId)?.map?.position;
    return state !== 'live' || position?.epoch !== at?.epoch || position?.version !== at?.version;
  });
  return late.length > 0 ? [`${String(late.length)} viewers are not there yet`] : [];
}
