import { z } from 'zod';
import type { Seats } from '../seats/index.ts';
import type { Feed } from './feed.ts';
import type { LiveServer } from './gateway.ts';

/** At most one message in that time, whatever changes (FEED-1). */
const TICK_MS = 50;
const schema = z.array(z.number().int()).max(100_000);

/**
 * Tells the other nodes which performances may have changed, and listens to them. A nudge that is
 * lost costs the second until the next position check, and nothing else.
 */
export function attachNudges(io: LiveServer, seats: Seats, feed: Feed): void {
  const nudge = createNudges((performanceIds) => {
    io.serverSideEmit('map:dirty', performanceIds);
  });
  seats.listen({ changed: nudge });
  io.on('map:dirty', (nudge: unknown) => {
    // Whoever else speaks on that Redis must not be able to end this process.
    const { data = [] } = schema.safeParse(nudge);
    for (const performanceId of data) feed.dirty(performanceId);
  });
}

/** The first change goes out at once, those of the next tick together. */
export function createNudges(
  send: (performanceIds: number[]) => void,
  tickMs = TICK_MS,
): (performanceId: number) => void {
  const waiting = new Set<number>();
  let lastAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    lastAt = performance.now();
    const performanceIds = [...waiting];
    waiting.clear();
    send(performanceIds);
  };
  return (performanceId) => {
    waiting.add(performanceId);
    timer ??= setTimeout(flush, Math.max(0, lastAt + tickMs - performance.now()));
  };
}
