import type { RoomStanding } from '@ticket-flow/client/protocol';
import type { Logger } from '../platform/logging.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** One connection that hears of one account's place. */
export interface Listener {
  /** False: it is gone, or somebody else uses it now. */
  isStill(account: string): boolean;
  tell(standing: RoomStanding): void;
}

/**
 * The people in waiting rooms who are connected to this node, and when each is told where they
 * stand: near the front every second, at the back every ten, at once when something happens to
 * them. Asking where somebody stands also says that they are here (WAIT-7).
 */
export interface Audience {
  add(performanceId: number, account: string, listener: Listener): void;
  remove(listener: Listener): void;
  /** Something happened; whoever is meant and is here is told within a moment. */
  moved(performanceId: number, accounts: readonly string[] | 'all'): void;
  /** Tells everyone whose time has come. */
  tick(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

interface Person {
  readonly listeners: Set<Listener>;
  /** By this process's own steady clock. */
  dueAt: number;
}

const TICK_MS = 500;
const FRONT_MS = 1_000;
const BACK_MS = 10_000;
/** People up to here are near the front, whatever the pace. */
const FRONT_PEOPLE = 100;
/** So is whoever may be let in within that time. */
const FRONT_WAIT_MS = 20_000;
/** Everybody at once would be a burst of work on the very second of an opening. */
const SPREAD_MS = 1_000;
const CHUNK = 200;

export interface AudienceDependencies {
  readonly waitingRoom: Pick<WaitingRoom, 'standings' | 'known'>;
  readonly logger: Logger;
  /** Milliseconds of a clock that never jumps. */
  readonly now?: () => number;
}

export function createAudience(dependencies: AudienceDependencies): Audience {
  const { waitingRoom, logger, now = () => performance.now() } = dependencies;
  const rooms = new Map<number, Map<string, Person>>();
  /** Where each listener is: many connections may end in one second. */
  const placesOf = new Map<Listener, Map<number, string>>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  function forget(performanceId: number, account: string): void {
    const people = rooms.get(performanceId);
    people?.delete(account);
    if (people?.size === 0) rooms.delete(performanceId);
  }

  /** Half of the grace at most: who is here must not pass for absent. */
  function pauseAfter(performanceId: number, { place }: RoomStanding): number {
    const grace = waitingRoom.known(performanceId)?.grace_ms ?? BACK_MS;
    const slow = Math.min(BACK_MS, grace / 3);
    if (place.state !== 'waiting') return slow;
    const soon = place.etaMs !== null && place.etaMs < FRONT_WAIT_MS;
    return place.position <= FRONT_PEOPLE || soon ? Math.min(FRONT_MS, slow) : slow;
  }

  function tell(performanceId: number, account: string, standing: RoomStanding): void {
    const person = rooms.get(performanceId)?.get(account);
    if (!person) return;
    for (const listener of person.listeners) {
      if (listener.isStill(account)) listener.tell(standing);
      else person.listeners.delete(listener);
    }
    const { state } = standing.place;
    const over = state === 'ended' || state === 'none' || standing.room.phase === 'lifted';
    if (over || person.listeners.size === 0) forget(performanceId, account);
    else person.dueAt = now() + pauseAfter(performanceId, standing);
  }

  async function tellChunk(performanceId: number, accounts: readonly string[]): Promise<void> {
    const standings = await waitingRoom.standings(performanceId, accounts);
    accounts.forEach((account, index) => {
      const standing = standings?.[index];
      if (standing) tell(performanceId, account, standing);
      else forget(performanceId, account);
    });
  }

  async function tick(): Promise<void> {
    for (const [performanceId, people] of rooms) {
      const due = [...people].filter(([, { dueAt }]) => dueAt <= now()).map(([account]) => account);
      for (let from = 0; from < due.length; from += CHUNK) {
        const accounts = due.slice(from, from + CHUNK);
        await tellChunk(performanceId, accounts).catch((error: unknown) => {
          logger.warn({ err: error, performanceId }, 'people in a waiting room could not be told');
        });
      }
    }
  }

  return {
    add: (performanceId, account, listener) => {
      const people = rooms.get(performanceId) ?? new Map<string, Person>();
      rooms.set(performanceId, people);
      const person = people.get(account) ?? { listeners: new Set(), dueAt: now() + FRONT_MS };
      people.set(account, person);
      person.listeners.add(listener);
      const places = placesOf.get(listener) ?? new Map<number, string>();
      placesOf.set(listener, places.set(performanceId, account));
    },
    remove: (listener) => {
      for (const [performanceId, account] of placesOf.get(listener) ?? []) {
        const listeners = rooms.get(performanceId)?.get(account)?.listeners;
        if (listeners?.delete(listener) && listeners.size === 0) forget(performanceId, account);
      }
      placesOf.delete(listener);
    },
    moved: (performanceId, accounts) => {
      const people = rooms.get(performanceId);
      if (!people) return;
      if (accounts === 'all') {
        for (const person of people.values()) person.dueAt = now() + Math.random() * SPREAD_MS;
        return;
      }
      for (const account of accounts) {
        const person = people.get(account);
        if (person) person.dueAt = 0;
      }
    },
    tick,
    start: () => {
      timer = setInterval(() => {
        running ??= tick().finally(() => {
          running = undefined;
        });
      }, TICK_MS);
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
