import type { Sequelize } from 'sequelize';
import { flag, id, instant, int, longText, optional, text } from '../columns.ts';
import { defineTable } from './define.ts';

/** `lifted`: taken away; seats are held without it. */
export type WaitingRoomState = 'lobby' | 'open' | 'paused' | 'draining' | 'closed' | 'lifted';

export interface WaitingRoomRow {
  performance_id: number;
  state: WaitingRoomState;
  lobby_opens_at: number;
  opens_at: number;
  rate_per_minute: number;
  max_active: number;
  /** How long somebody who was let in may take to come. */
  come_within_ms: number;
  /** How long somebody who came may hold seats. */
  session_ms: number;
  /** How long a place is kept for somebody whose last page is gone. */
  grace_ms: number;
  /** SHA-256 of the seed, hex; public from the beginning. */
  seed_hash: string;
  /** 32 bytes, hex; public from the opening on. */
  seed: string;
  /** Arrivals so far. */
  next_seq: number;
  /** Admissions so far. */
  last_no: number;
  /** `next_seq` at the opening: who came up to there was in the lobby. */
  cut: number | null;
  /** Written at the opening: the draws of all who were in the lobby, in order, 12 digits each. */
  draw: string | null;
  closed_because: 'sold_out' | 'closed' | null;
  created_at: number;
}
export interface ArrivalRow {
  id: number;
  performance_id: number;
  account_id: string;
  seq: number;
  /** Orders the line: below zero for the lobby, by the draw; `seq` for who came later. */
  place: number;
  state: 'waiting' | 'admitted' | 'ended';
  reason: string | null;
  joined_at: number;
}
export interface AdmissionRow {
  id: number;
  performance_id: number;
  account_id: string;
  /** Counts a performance's admissions; a new one of the same account has a new number. */
  no: number;
  state: 'admitted' | 'ended';
  reason: string | null;
  /** By the clock of the store that judges it. */
  hold_until: number;
  entered: boolean;
  admitted_at: number;
}
/** Accounts that are let in without waiting. */
export interface RoomInvitationRow {
  id: number;
  performance_id: number;
  account_id: string;
  created_at: number;
}

export function defineWaitingRooms(sequelize: Sequelize) {
  return {
    waitingRooms: defineTable<WaitingRoomRow>(sequelize, 'waiting_rooms', {
      performance_id: { ...int(), primaryKey: true },
      state: text(10),
      lobby_opens_at: instant(),
      opens_at: instant(),
      rate_per_minute: int(),
      max_active: int(),
      come_within_ms: int(),
      session_ms: int(),
      grace_ms: int(),
      seed_hash: text(64),
      seed: text(64),
      next_seq: int(),
      last_no: int(),
      cut: optional(int()),
      draw: optional(longText()),
      closed_because: optional(text(10)),
      created_at: instant(),
    }),
    arrivals: defineTable<ArrivalRow>(sequelize, 'arrivals', {
      id: id(),
      performance_id: int(),
      account_id: text(64),
      seq: int(),
      place: instant(),
      state: text(10),
      reason: optional(text(10)),
      joined_at: instant(),
    }),
    admissions: defineTable<AdmissionRow>(sequelize, 'admissions', {
      id: id(),
      performance_id: int(),
      account_id: text(64),
      no: int(),
      state: text(10),
      reason: optional(text(10)),
      hold_until: instant(),
      entered: flag(),
      admitted_at: instant(),
    }),
    roomInvitations: defineTable<RoomInvitationRow>(sequelize, 'room_invitations', {
      id: id(),
      performance_id: int(),
      account_id: text(64),
      created_at: instant(),
    }),
  };
}
