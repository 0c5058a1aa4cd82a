import type { Sequelize } from 'sequelize';
import { id, instant, int, key, longText, optional, text, withDefault } from '../columns.ts';
import { defineTable } from './define.ts';

export interface SeatClaimRow {
  id: number;
  performance_id: number;
  seat: number;
  seat_uid: string;
  seat_label: string;
  /** Order id; for a block `B` and the block id. */
  owner: string;
  created_at: number;
}
export interface BlockRow {
  id: string;
  performance_id: number | null;
  kind: string | null;
  channel: string | null;
  note: string | null;
  state: 'active' | 'released' | 'void';
  created_at: number;
}
export interface SeatEpochRow {
  performance_id: number;
  epoch: number;
}
export type SeatEventKind = 'sell' | 'free';
/** `closed`: not delivered because the performance is over; `dead`: gave up, for an operator. */
export type SeatEventState = 'open' | 'done' | 'closed' | 'dead';
export interface SeatEventRow {
  id: number;
  performance_id: number;
  owner: string;
  kind: SeatEventKind;
  /** JSON list of seat indexes. */
  seats: string;
  min_epoch: number;
  state: SeatEventState;
  attempts: number;
  next_at: number;
  created_at: number;
}
export interface SeatLogRow {
  id: number;
  performance_id: number;
  seat: number;
  at: number;
  actor: string;
  action: string;
  owner: string;
}

export function defineSeats(sequelize: Sequelize) {
  return {
    seatClaims: defineTable<SeatClaimRow>(sequelize, 'seat_claims', {
      id: id(),
      performance_id: int(),
      seat: int(),
      seat_uid: text(),
      seat_label: text(),
      owner: text(65),
      created_at: instant(),
    }),
    blocks: defineTable<BlockRow>(sequelize, 'blocks', {
      id: key(40),
      performance_id: optional(int()),
      kind: optional(text(20)),
      channel: optional(text(40)),
      note: optional(text()),
      state: text(20),
      created_at: instant(),
    }),
    seatEpochs: defineTable<SeatEpochRow>(sequelize, 'seat_epochs', {
      performance_id: { ...int(), primaryKey: true },
      epoch: int(),
    }),
    seatEvents: defineTable<SeatEventRow>(sequelize, 'seat_events', {
      id: id(),
      performance_id: int(),
      owner: text(65),
      kind: text(10),
      seats: longText(),
      min_epoch: int(),
      state: text(10),
      attempts: withDefault(int(), 0),
      next_at: instant(),
      created_at: instant(),
    }),
    seatLog: defineTable<SeatLogRow>(sequelize, 'seat_log', {
      id: id(),
      performance_id: int(),
      seat: int(),
      at: instant(),
      actor: text(160),
      action: text(20),
      owner: text(65),
    }),
  };
}
