import { comparePositions } from '@ticket-flow/client/protocol';
import type { Position } from '@ticket-flow/client/protocol';

/** What this node asks the store for and was given, so that its own requests don't collide. */
export interface Tries {
  /** Seats that a request under way has asked for, or was given after this position. */
  since(performanceId: number, position: Position): ReadonlySet<number>;
  /** The answer ends it; with a position when a hold was made. */
  begin(performanceId: number, seats: readonly number[]): (made?: Position) => void;
  /** A map of this position shows every hold made here, but for those that `since` tells. */
  covers(performanceId: number, position: Position): boolean;
}

interface Given {
  readonly seats: readonly number[];
  readonly position: Position;
}

interface Performance {
  readonly asked: Set<readonly number[]>;
  /** The last holds, the oldest first. */
  readonly given: Given[];
  /** Up to here the holds are not remembered any more. */
  forgotten?: Position;
}

/** How many holds of a performance are remembered until the map shows them. */
const REMEMBERED = 64;

export function createTries(): Tries {
  const performances = new Map<number, Performance>();

  function end(own: Performance, given: Given): void {
    own.given.push(given);
    const oldest = own.given.length > REMEMBERED ? own.given.shift() : undefined;
    if (oldest && isBefore(own.forgotten, oldest.position)) own.forgotten = oldest.position;
  }

  return {
    since: (performanceId, position) => {
      const { asked = [], given = [] } = performances.get(performanceId) ?? {};
      const later = given.filter((made) => isBefore(position, made.position));
      return new Set([...asked, ...later.map(({ seats }) => seats)].flat());
    },
    begin: (performanceId, seats) => {
      const own: Performance = performances.get(performanceId) ?? { asked: new Set(), given: [] };
      performances.set(performanceId, own);
      own.asked.add(seats);
      return (position) => {
        own.asked.delete(seats);
        if (position) end(own, { seats, position });
      };
    },
    covers: (performanceId, position) =>
      !isBefore(position, performances.get(performanceId)?.forgotten),
  };
}

/** Nothing comes before anything, and not after anything either. */
function isBefore(a: Position | undefined, b: Position | undefined): boolean {
  return b !== undefined && (a === undefined || comparePositions(a, b) < 0);
}
