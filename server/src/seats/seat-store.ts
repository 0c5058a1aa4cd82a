import type { NeighbourRun, OrphanRule, Position, SeatState } from '@ticket-flow/client/protocol';
import type { AdmissionEntry } from './admission.ts';

/**
 * The seat store: who holds which seat of a performance right now.
 *
 * Two implementations, one contract (test/contract/seat-store): in process, and Redis. Both follow
 * SPEC.md (HOLD, PIN, FREE, REBUILD) reply by reply. A reply is a code and the position after it;
 * `LOST` means the store has no usable image of the performance and somebody must rebuild it.
 */
export interface SeatStore {
  hold(command: HoldCommand): Promise<HoldReply>;
  renew(command: RenewCommand): Promise<RenewReply>;
  release(command: ReleaseCommand): Promise<ReleaseReply>;
  expire(performanceId: number): Promise<ExpireReply>;
  mine(performanceId: number, holder: string): Promise<MineReply>;
  pin(command: PinCommand): Promise<PinReply>;
  block(command: BlockCommand): Promise<BlockReply>;
  sell(command: SellCommand): Promise<SettleReply>;
  free(command: FreeCommand): Promise<SettleReply>;
  configure(performanceId: number, config: number): Promise<{ code: 'OK' } | Lost>;
  install(image: SeatImage): Promise<{ code: 'OK' | 'OLDER' }>;
  snapshot(performanceId: number): Promise<SnapshotReply>;
  /** Header only: cheap enough to ask every second for every watched performance. */
  position(performanceId: number): Promise<{ code: 'OK'; position: Position } | Lost>;
  /** Order records in batches; start with cursor '0', done when it comes back as '0'. */
  records(performanceId: number, cursor: string): Promise<RecordsReply>;
}

/** The sale configuration a caller worked from; `config` is its number (EPOCH-6). */
export interface SaleTerms {
  readonly config: number;
  /** Milliseconds, judged by the store's clock. */
  readonly opensAt: number;
  readonly closesAt: number;
  /** Seats a holder may have in holds and orders together. */
  readonly limit: number;
  readonly orphanRule: OrphanRule;
  /** Only accounts that the waiting room has let in may hold (WAIT-4). */
  readonly admission: boolean;
}

/** Places wanted in a general-admission area, any of them. */
export interface AreaRequest {
  readonly first: number;
  readonly capacity: number;
  readonly count: number;
}

export interface HoldCommand {
  readonly performanceId: number;
  readonly seatCount: number;
  readonly holder: string;
  /** Chosen by the caller; a repeated request answers the hold it made (HOLD-10). */
  readonly requestId: string;
  /** Seat indexes, or places of an area. */
  readonly wanted: readonly number[] | AreaRequest;
  readonly ttlMs: number;
  /** Longest life of the hold, renewals included. */
  readonly capMs: number;
  readonly terms: SaleTerms;
  /** The admission that was shown; absent where none was. */
  readonly admission?: AdmissionEntry | undefined;
  /** Every run that a wanted seat lies in. */
  readonly runs: readonly NeighbourRun[];
}

/** A live hold as its owner sees it. */
export interface Hold {
  readonly token: string;
  readonly seats: readonly number[];
  readonly expiresAt: number;
  /** Latest expiry; renewing cannot go past it. */
  readonly cap: number;
}

/** A hold that ran out, with whose it was. */
export interface ExpiredHold {
  readonly holder: string;
  readonly token: string;
  readonly seats: readonly number[];
}

export interface Lost {
  readonly code: 'LOST';
}
interface At {
  readonly position: Position;
}
/** Holds that ran out and were cleared away while answering (HOLD-4). */
interface Cleared {
  readonly cleared: readonly ExpiredHold[];
}

export type HoldReply =
  | ({ code: 'OK'; hold: Hold } & At & Cleared)
  | ({ code: 'TAKEN' | 'CHANNEL' | 'ORPHAN'; seats: readonly number[] } & At & Cleared)
  | ({ code: 'LIMIT'; limit: number } & At & Cleared)
  | ({ code: 'AREA_FULL'; free: number } & At & Cleared)
  | ({ code: 'AGAIN' } & At & Cleared)
  | ({ code: 'CLOSED' | 'STALE_CONFIG' | 'NOT_ADMITTED' | 'ROOM_LOST' } & At)
  | { code: 'UNKNOWN_SEAT' | 'DUPLICATE'; seats: readonly number[] }
  | Lost;

export interface RenewCommand {
  readonly performanceId: number;
  readonly holder: string;
  readonly token: string;
  readonly ttlMs: number;
}
export type RenewReply = ({ code: 'OK'; expiresAt: number } & At) | ({ code: 'GONE' } & At) | Lost;

export interface ReleaseCommand {
  readonly performanceId: number;
  readonly holder: string;
  readonly token: string;
}
export type ReleaseReply =
  ({ code: 'OK'; seats: readonly number[] } & At) | ({ code: 'GONE' } & At) | Lost;

/** `more`: further holds have run out; call again. */
export type ExpireReply =
  ({ code: 'OK'; expired: readonly ExpiredHold[]; more: boolean } & At) | Lost;

export type MineReply = ({ code: 'OK'; holds: readonly Hold[] } & At) | Lost;

export interface PinCommand {
  readonly performanceId: number;
  readonly holder: string;
  readonly tokens: readonly string[];
  readonly orderId: string;
}
export type PinReply =
  | { code: 'OK' | 'ALREADY'; epoch: number; seats: readonly number[] }
  | ({ code: 'GONE' } & At)
  | Lost;

export interface BlockCommand {
  readonly performanceId: number;
  readonly seatCount: number;
  readonly blockId: string;
  readonly seats: readonly number[];
}
export type BlockReply =
  | ({ code: 'OK' | 'ALREADY'; epoch: number; seats: readonly number[] } & At)
  | ({ code: 'TAKEN'; seats: readonly number[] } & At)
  | { code: 'UNKNOWN_SEAT' | 'DUPLICATE'; seats: readonly number[] }
  | Lost;

export interface SellCommand {
  readonly performanceId: number;
  readonly ownerId: string;
  readonly minEpoch: number;
}
export interface FreeCommand extends SellCommand {
  readonly seats: readonly number[];
}
/** `NONE`: no such record, or none of these seats in it; nothing was changed. */
export type SettleReply = ({ code: 'OK' | 'NONE' } & At) | Lost;

/** What no timer may free: the seats of an order or a block. */
export interface OwnerRecord {
  /** Order id; for a block `B` and the block id. */
  readonly ownerId: string;
  /** Empty for a block. */
  readonly holder: string;
  readonly seats: readonly number[];
  readonly pinnedAt: number;
}

/** A whole performance as MySQL knows it, to be installed by a rebuild. */
export interface SeatImage {
  readonly performanceId: number;
  readonly epoch: number;
  readonly config: number;
  readonly seatCount: number;
  readonly records: readonly (OwnerRecord & { readonly state: SeatState })[];
}

export type SnapshotReply = ({ code: 'OK'; config: number; bytes: Uint8Array } & At) | Lost;

export type RecordsReply = { code: 'OK'; cursor: string; records: readonly OwnerRecord[] } | Lost;

/** How many expired holds one call clears at most (HOLD-4, HOLD-7). */
export const EXPIRY_BATCH = 100;

/** Who owns the record and the claims of a block; order ids are lower case and never look so. */
export function blockOwner(blockId: string): string {
  return `B${blockId}`;
}

/** The block behind an owner; undefined when the owner is an order. */
export function blockIdOf(owner: string): string | undefined {
  return owner.startsWith('B') ? owner.slice(1) : undefined;
}
