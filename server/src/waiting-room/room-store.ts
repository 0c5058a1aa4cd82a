/**
 * Who stands where in a waiting room, and who has been let in: what the database says, in a form
 * that answers thousands of questions a second. Two implementations, one contract
 * (test/contract/room-store): in process, and Redis. Losing it loses nothing (WAIT-1): `LOST` means
 * that it knows nothing of the room, and somebody must put it there again from the database.
 */
export interface RoomStore {
  /**
   * Replaces all that is known of a room, but for what has ended: an image that was read before an
   * end does not undo it. Everyone counts as here just now.
   */
  install(performanceId: number, image: RoomImage): Promise<void>;
  /** Puts accounts into the line, unless they have been let in. */
  add(performanceId: number, entries: readonly LineEntry[]): Promise<Done>;
  /** Takes accounts out of the line. */
  remove(performanceId: number, accounts: readonly string[]): Promise<Done>;
  /** Out of the line and into the list; never back to an earlier number, nor to an ended one. */
  admit(performanceId: number, admissions: readonly ListedAdmission[]): Promise<Done>;
  /** Off the list, where it still has that number. */
  end(performanceId: number, admission: { account: string; number: number }): Promise<Done>;
  /** WAIT-6: from now the session runs, once; `GONE`: not on the list, or too late. */
  enter(
    performanceId: number,
    admission: { account: string; number: number; sessionMs: number },
  ): Promise<{ code: 'OK'; until: number } | { code: 'GONE' } | Lost>;
  /** Where these accounts stand; whoever has a place counts as here just now. */
  look(performanceId: number, accounts: readonly string[]): Promise<LookReply>;
  /**
   * How many of `wanted` may be let in now by the rate (WAIT-3); they are taken from the bucket.
   * A room whose bucket was lost starts with an empty one.
   */
  take(
    performanceId: number,
    request: { readonly ratePerMinute: number; readonly wanted: number },
  ): Promise<{ code: 'OK'; granted: number; now: number } | Lost>;
  /** Whose time is up, and (a few hundred at a time) who has not been here for `graceMs`. */
  due(performanceId: number, graceMs: number): Promise<DueReply>;
}

export interface LineEntry {
  readonly account: string;
  /** Orders the line, smallest first. */
  readonly place: number;
}

export interface ListedAdmission {
  readonly account: string;
  readonly number: number;
  /** By the store's clock: no new holds from then on. */
  readonly until: number;
  readonly entered: boolean;
}

export interface RoomImage {
  readonly line: readonly LineEntry[];
  readonly admitted: readonly ListedAdmission[];
}

export interface Lost {
  readonly code: 'LOST';
}
export type Done = { readonly code: 'OK' } | Lost;

/** One account: in line (0 is the next), on the list, or neither. */
export type Whereabouts =
  | { readonly at: 'line'; readonly ahead: number }
  | {
      readonly at: 'list';
      readonly number: number;
      readonly until: number;
      readonly entered: boolean;
    }
  | undefined;

export type LookReply =
  | {
      readonly code: 'OK';
      readonly now: number;
      readonly waiting: number;
      readonly admitted: number;
      /** People let in per millisecond, of late; undefined before the first. */
      readonly pace: number | undefined;
      /** In the order that was asked in. */
      readonly found: readonly Whereabouts[];
    }
  | Lost;

export type DueReply =
  | {
      readonly code: 'OK';
      readonly now: number;
      readonly over: readonly ListedAdmission[];
      /** `admission`: of those who have been let in. */
      readonly absent: readonly {
        readonly account: string;
        readonly admission: ListedAdmission | undefined;
      }[];
    }
  | Lost;

/** What the bucket holds at most: so much of the rate can come at once, after a pause. */
export const BURST_MS = 2_000;
/** How far back the pace looks. */
export const PACE_MS = 30_000;
/** How many absent people `due` answers at most. */
export const ABSENT_BATCH = 500;
