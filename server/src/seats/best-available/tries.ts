import { comparePositions } from '@ticket-flow/client/protocol';
import type { Position } from '@ticket-flow/client/protocol';

/** What this node is asking the store for just now, so that its own requests don't collide. */
export interface Tries {
  /** Seats that a request under way has asked for. */
  of(performanceId: number): ReadonlySet<number>;
  /** The answer ends it. */
  begin(performanceId: number, seats: readonly number[]): () => void;
  /** A hold was made there: an older map still shows its seats as free. */
  saw(performanceId: number, position: Position): void;
  seen(performanceId: number): Position | undefined;
}

const NONE: ReadonlySet<number> = new Set();

export function createTries(): Tries {
  const asked = new Map<number, Set<number>>();
  const positions = new Map<number, Position>();
  return {
    of: (performanceId) => asked.get(performanceId) ?? NONE,
    begin: (performanceId, seats) => {
      const own = asked.get(performanceId) ?? new Set();
      asked.set(performanceId, own);
      for (const seat of seats) own.add(seat);
      return () => {
        for (const seat of seats) own.delete(seat);
        if (own.size === 0) asked.delete(performanceId);
      };
    },
    saw: (performanceId, position) => {
      const before = positions.get(performanceId);
      if (before && comparePositions(before, position) >= 0) return;
      positions.set(performanceId, position);
    },
    seen: (performanceId) => positions.get(performanceId),
  };
}
