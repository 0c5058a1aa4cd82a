/** What a rush is like; see `npm run rush -- --help`. */
export interface RushOptions {
  readonly people: number;
  readonly seats: number;
  readonly seed: number;
  readonly crews: number;
  readonly room: RoomTerms;
  readonly sale: SaleTerms;
  /** How long the lobby gathers people before it is shuffled. */
  readonly lobbyMs: number;
  /** Latecomers come within so long after the opening. */
  readonly lateMs: number;
  /** People give up, whatever they wait for, so long after the opening. */
  readonly longestMs: number;
  readonly killNode: boolean;
  readonly restartRedis: boolean;
  readonly log?: (line: string) => void;
}

export interface RoomTerms {
  readonly ratePerMinute: number;
  readonly maxActive: number;
  readonly comeWithinMs: number;
  readonly sessionMs: number;
  readonly graceMs: number;
}

/** What is held and not bought is for others again before the rush is over. */
export interface SaleTerms {
  readonly holdTtlMs: number;
  readonly holdCapMs: number;
  readonly payWithinMs: number;
}

/** Seats one person may have. */
export const SEAT_LIMIT = 4;

/** At most so many new people a second find the lobby, on two processors. */
const COMING_A_SECOND = 90;
const SHORTEST_LOBBY_MS = 6_000;

/** A rush that two processors carry, and that is over in a few minutes. */
export function rushOptions(
  wanted: Partial<Omit<RushOptions, 'room'>> & { readonly room?: Partial<RoomTerms> },
): RushOptions {
  const people = wanted.people ?? 5_000;
  const lobbyMs = Math.max(SHORTEST_LOBBY_MS, Math.ceil((people / COMING_A_SECOND) * 1_000));
  return {
    people,
    seats: 2_000,
    seed: 1,
    crews: 3,
    lobbyMs,
    lateMs: 20_000,
    longestMs: 480_000,
    killNode: false,
    restartRedis: false,
    sale: { holdTtlMs: 20_000, holdCapMs: 60_000, payWithinMs: 20_000 },
    ...wanted,
    room: {
      ratePerMinute: 1_500,
      maxActive: 200,
      comeWithinMs: 20_000,
      sessionMs: 60_000,
      graceMs: 30_000,
      ...wanted.room,
    },
  };
}
