import { z } from 'zod';
import type { Seats } from '../seats/index.ts';
import type { Feed } from './feed.ts';
import type { LiveServer } from './gateway.ts';
import type { TellHolder } from './tell-holder.ts';

/** At most one message in that time, whatever changes (FEED-1). */
const TICK_MS = 50;
const MOST = 100_000;
const holders = z.tuple([z.number().int(), z.array(z.string().max(1_000)).max(MOST)]);
const schema = z.tuple([
  z.array(z.number().int()).max(MOST),
  z.array(holders).max(MOST).default([]),
]);

/** A performance and those whose holds in it have changed. */
export type ChangedHolders = readonly [performanceId: number, holders: readonly string[]];

export interface NudgesDependencies {
  readonly io: LiveServer;
  readonly seats: Pick<Seats, 'listen'>;
  readonly feed: Pick<Feed, 'dirty'>;
  readonly tellHolder: TellHolder;
}

/**
 * Tells the other nodes which performances may have changed and whose holds, and listens to them.
 * Names only: who has a use for more reads it. A nudge that is lost costs the second until the next
 * position check; a device hears of its holder's holds at the next change, or when it asks.
 */
export function attachNudges({ io, seats, feed, tellHolder }: NudgesDependencies): void {
  seats.listen(
    createNudges((performanceIds, changed) => {
      io.serverSideEmit('map:dirty', performanceIds, changed);
    }),
  );
  io.on('map:dirty', (...nudge: unknown[]) => {
    // Whoever else speaks on that Redis must not be able to end this process.
    const { data = [[], []] } = schema.safeParse(nudge);
    const [performanceIds, changed] = data;
    for (const performanceId of performanceIds) feed.dirty(performanceId);
    for (const [performanceId, names] of changed) {
      for (const holder of names) tellHolder(performanceId, holder);
    }
  });
}

export interface Nudges {
  changed(performanceId: number): void;
  holdsChanged(performanceId: number, holder: string): void;
}

/** The first change goes out at once, those of the next tick together. */
export function createNudges(
  send: (performanceIds: number[], changed: ChangedHolders[]) => void,
  tickMs = TICK_MS,
): Nudges {
  const dirty = new Set<number>();
  const waiting = new Map<number, Set<string>>();
  let lastAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    lastAt = performance.now();
    const performanceIds = [...dirty];
    const changed = [...waiting].map(([id, names]): ChangedHolders => [id, [...names]]);
    dirty.clear();
    waiting.clear();
    send(performanceIds, changed);
  };
  const soon = (): void => {
    timer ??= setTimeout(flush, Math.max(0, lastAt + tickMs - performance.now()));
  };
  return {
    changed: (performanceId) => {
      dirty.add(performanceId);
      soon();
    },
    holdsChanged: (performanceId, holder) => {
      const names = waiting.get(performanceId) ?? new Set();
      waiting.set(performanceId, names.add(holder));
      soon();
    },
  };
}
