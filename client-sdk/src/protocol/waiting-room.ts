/**
 * `before`: its lobby is not open yet. `lobby`: people gather, nobody is ahead of anybody. `open`:
 * let in one after the other. `paused`: nobody is let in for now. `draining`: nobody new may join.
 * `closed`: over; `closedBecause` says why. `lifted`: taken away; seats are held without it.
 */
export type RoomPhase = 'before' | 'lobby' | 'open' | 'paused' | 'draining' | 'closed' | 'lifted';

/** Of a performance whose seats are held through a waiting room only; the same for everybody. */
export interface WaitingRoomFacts {
  readonly phase: RoomPhase;
  readonly lobbyOpensAt: number;
  /** When the lobby is shuffled and the first are let in. */
  readonly opensAt: number;
  /** SHA-256 of the seed, in hex: known before anyone joins. */
  readonly seedHash: string;
  /** From the opening on: with it everyone can check the draw. */
  readonly seed?: string | undefined;
  /** People in the lobby or in line. */
  readonly waiting: number;
  /** How long a place is kept for somebody whose last connection is gone. */
  readonly graceMs?: number | undefined;
  readonly closedBecause?: 'sold_out' | 'closed' | undefined;
}

/**
 * Why a place is no more: gave it up; was away for too long; was let in and did not come; had its
 * time; has its tickets; nothing left to sell; the sale is over.
 */
export type PlaceEnd =
  'left' | 'absent' | 'missed' | 'timed_out' | 'finished' | 'sold_out' | 'closed';

/** Where one account stands, on all of its devices. */
export type RoomPlace =
  | { readonly state: 'none' }
  | { readonly state: 'lobby' }
  | {
      readonly state: 'waiting';
      /** 1 is the next to be let in. */
      readonly position: number;
      /** Null: nobody can tell, as nobody is let in at present. */
      readonly etaMs: number | null;
    }
  | {
      readonly state: 'admitted';
      /** Goes with every request for seats, as `admission`. */
      readonly token: string;
      /** False until `room:enter`: whoever does not come in time loses the place. */
      readonly entered: boolean;
      /** Until then seats can be held; an order that is begun can be finished after it. */
      readonly until: number;
    }
  | { readonly state: 'ended'; readonly reason: PlaceEnd };

export interface RoomStanding {
  readonly performanceId: number;
  readonly room: WaitingRoomFacts;
  readonly place: RoomPlace;
  readonly serverNow: number;
}

/** The room as anyone may see it. */
export interface WaitingRoomView {
  readonly room: WaitingRoomFacts;
  readonly serverNow: number;
}

/** Everything that is needed to check the draw of a lobby afterwards. */
export interface RoomDraw {
  readonly seedHash: string;
  readonly seed: string;
  /** How many were in the lobby at the opening: arrivals after that stand behind, in order. */
  readonly lobby: number;
  /**
   * One entry for each of them, in the order of the draw: the first 12 hex digits of
   * HMAC-SHA256(seed, account id), smallest first.
   */
  readonly order: readonly string[];
}

export interface RoomRequest {
  readonly performanceId: number;
}

export interface RoomJoinRequest extends RoomRequest {
  /** What the human check gave the page, where one is asked for. */
  readonly human?: string;
}
