import type { ErrorBody } from './codes.ts';
import type { PopularTerms } from './search.ts';
import type { RoomJoinRequest, RoomRequest, RoomStanding } from './waiting-room.ts';

/**
 * Raised when something on the wire changes its meaning; additions don't raise it. A client names
 * the one it speaks in the handshake's auth object, as `protocol`.
 */
export const PROTOCOL_VERSION = 1;

/** [epoch, version] */
export type WirePosition = readonly [epoch: number, version: number];

export type Result<T> = ({ readonly ok: true } & T) | ({ readonly ok: false } & ErrorBody);

/** A live hold of the signed-in holder. */
export interface WireHold {
  readonly token: string;
  readonly seats: readonly { readonly seat: number; readonly label: string }[];
  readonly expiresAt: number;
  /** Renewing cannot go past it. */
  readonly cap: number;
}

export interface WatchRequest {
  readonly performanceId: number;
  /** What the viewer shows already; absent on the first join. */
  readonly position?: WirePosition;
}

export interface Snapshot {
  readonly performanceId: number;
  readonly position: WirePosition;
  readonly seatCount: number;
  /** False: the store is away, what is shown may be old. */
  readonly live: boolean;
  readonly checksum: number;
  /** Shortest time between two frames at present, in milliseconds: 50 to 500. */
  readonly tickMs: number;
  /** Two bits a seat, four seats a byte, the first seat highest. A binary attachment. */
  readonly bits: Uint8Array;
}

/** Absolute states of the seats that differ between the two positions. */
export interface Frame {
  readonly performanceId: number;
  readonly from: WirePosition;
  readonly to: WirePosition;
  /** Packed: see `packChanges`. */
  readonly changes: string;
}

export interface Heartbeat {
  readonly performanceId: number;
  readonly position: WirePosition;
  readonly live: boolean;
  readonly checksum: number;
  readonly tickMs: number;
}

/** The node is going away: connect anew (to another one) at a random moment within that time. */
export interface ServerLeaving {
  readonly withinMs: number;
}

export interface HoldRequest {
  readonly performanceId: number;
  /** Chosen by the caller; repeating a request with its id answers the hold it made. */
  readonly requestId: string;
  readonly seats?: readonly number[];
  /** Places in a general-admission area, instead of seats. */
  readonly area?: { readonly name: string; readonly count: number };
  /** Where there is a waiting room: the token of having been let in. */
  readonly admission?: string;
}

/** The server chooses: the best free seats, side by side if it can be. */
export interface BestHoldRequest {
  readonly performanceId: number;
  /** As in `hold:create`. */
  readonly requestId: string;
  readonly count: number;
  /** Only seats of this grade; one that has nothing but areas gives places there. */
  readonly gradeId?: number;
  /** One of the seats must be for a wheelchair; otherwise those are the last to be given. */
  readonly accessible?: boolean;
  /** As in `hold:create`. */
  readonly admission?: string;
}

export interface MadeHold {
  readonly hold: WireHold;
  readonly position: WirePosition;
  readonly serverNow: number;
}

export interface HoldTokenRequest {
  readonly performanceId: number;
  readonly token: string;
}

export interface HoldsUpdated {
  readonly performanceId: number;
  readonly holds: readonly WireHold[];
  readonly position: WirePosition;
  readonly serverNow: number;
}

export interface HoldEnded {
  readonly performanceId: number;
  readonly token: string;
  readonly seats: readonly { readonly seat: number; readonly label: string }[];
}

export type Ack<T> = (result: Result<T>) => void;

export interface ClientToServerEvents {
  /** Gives the socket a (new) access token; without one it may only watch. */
  'session:authenticate': (request: { readonly accessToken: string }, ack: Ack<object>) => void;
  /** Forgets who is signed in on this socket. */
  'session:end': (request: object, ack: Ack<object>) => void;
  'map:watch': (request: WatchRequest, ack: Ack<{ snapshot: Snapshot }>) => void;
  'map:unwatch': (request: { readonly performanceId: number }, ack: Ack<object>) => void;
  'hold:create': (request: HoldRequest, ack: Ack<MadeHold>) => void;
  'hold:best': (request: BestHoldRequest, ack: Ack<MadeHold>) => void;
  'hold:release': (request: HoldTokenRequest, ack: Ack<{ position: WirePosition }>) => void;
  'hold:renew': (
    request: HoldTokenRequest,
    ack: Ack<{ expiresAt: number; position: WirePosition; serverNow: number }>,
  ) => void;
  'hold:list': (request: { readonly performanceId: number }, ack: Ack<HoldsUpdated>) => void;
  /** Takes a place, or finds the one the account has; from then on the socket hears of it. */
  'room:join': (request: RoomJoinRequest, ack: Ack<RoomStanding>) => void;
  /** The account's place, taking none; a socket whose account has one hears of it from then on. */
  'room:look': (request: RoomRequest, ack: Ack<RoomStanding>) => void;
  /** Comes in after being let in: the time for choosing seats begins. */
  'room:enter': (request: RoomRequest, ack: Ack<RoomStanding>) => void;
  /** Gives the place up, on all devices. */
  'room:leave': (request: RoomRequest, ack: Ack<RoomStanding>) => void;
  /** The ranking now; from then on the socket hears of every change of it. */
  'popular:watch': (request: object, ack: Ack<PopularTerms>) => void;
  'popular:unwatch': (request: object, ack: Ack<object>) => void;
}

export interface ServerToClientEvents {
  'map:frame': (frame: Frame) => void;
  'map:heartbeat': (heartbeat: Heartbeat) => void;
  /** To every device of the holder, after any change of its holds. */
  'hold:updated': (update: HoldsUpdated) => void;
  /** To every device of the holder. */
  'hold:expired': (ended: HoldEnded) => void;
  'order:updated': (update: { readonly orderId: string; readonly state: string }) => void;
  'server:leaving': (leaving: ServerLeaving) => void;
  /** To every device of an account in a waiting room: after a change, and now and then. */
  'room:standing': (standing: RoomStanding) => void;
  /** To those who watch it, at most once a second. */
  'popular:changed': (terms: PopularTerms) => void;
}

export const CLIENT_EVENTS = [
  'session:authenticate',
  'session:end',
  'map:watch',
  'map:unwatch',
  'hold:create',
  'hold:best',
  'hold:release',
  'hold:renew',
  'hold:list',
  'room:join',
  'room:look',
  'room:enter',
  'room:leave',
  'popular:watch',
  'popular:unwatch',
] as const satisfies readonly (keyof ClientToServerEvents)[];
