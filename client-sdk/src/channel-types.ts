import type { Connection } from './connection.ts';
import type { ChannelState } from './map-follower.ts';
import type { HoldEnded, Position, SeatChange, WireHold } from './protocol/index.ts';
import { SeatState } from './protocol/index.ts';
import type { Admissions } from './waiting-room-admissions.ts';

export interface SeatChannelDependencies {
  readonly connection: Connection;
  readonly admissions: Admissions;
  readonly performanceId: number;
  readonly closed?: (() => void) | undefined;
}

/** How a seat looks to this viewer. */
export type SeatLook = 'free' | 'held' | 'sold' | 'notForSale' | 'mine';

export const LOOKS: Readonly<Record<SeatState, SeatLook>> = {
  [SeatState.Free]: 'free',
  [SeatState.Held]: 'held',
  [SeatState.Sold]: 'sold',
  [SeatState.NotForSale]: 'notForSale',
};

export interface SeatChannelEvents {
  /** Seats that look different now; empty after a snapshot that changed nothing. */
  change: { readonly changes: readonly SeatChange[]; readonly position: Position };
  state: ChannelState;
  /** My holds, after any change of them on any device. */
  holds: readonly WireHold[];
  /** A hold of mine ran out. */
  expired: HoldEnded;
  /** A hold of mine was lost with the server's seat store; it had not run out. */
  lost: HoldEnded;
  /** The server was set back to an earlier state, and with it the map. */
  setBack: undefined;
}

export type HoldWish =
  | { readonly seats: readonly number[]; readonly requestId?: string }
  | {
      readonly area: { readonly name: string; readonly count: number };
      readonly requestId?: string;
    };

export interface BestWish {
  readonly count: number;
  /** Only seats of this grade; one that has nothing but areas gives places there. */
  readonly gradeId?: number;
  /** One of the seats must be for a wheelchair. @default false */
  readonly accessible?: boolean;
  readonly requestId?: string;
}
