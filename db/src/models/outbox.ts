import type { Sequelize } from 'sequelize';
import { id, instant, int, longText, optional, text, withDefault } from '../columns.ts';
import { defineTable } from './define.ts';

/** Something that must be told to the world after a commit: at least once, in order per owner. */
export interface OutboxMessageRow {
  id: number;
  /** Who knows how to deliver it. */
  topic: string;
  /** Order or user id; a later message of an owner waits for the earlier ones. */
  owner: string;
  /** JSON; references, never secrets or contact details. */
  payload: string;
  /** `dead`: gave up, for an operator to see and retry. */
  state: 'open' | 'done' | 'dead';
  attempts: number;
  next_at: number;
  error: string | null;
  created_at: number;
  finished_at: number | null;
}

export function defineOutbox(sequelize: Sequelize) {
  return {
    outboxMessages: defineTable<OutboxMessageRow>(sequelize, 'outbox_messages', {
      id: id(),
      topic: text(40),
      owner: text(80),
      payload: longText(),
      state: text(10),
      attempts: withDefault(int(), 0),
      next_at: instant(),
      error: optional(text(500)),
      created_at: instant(),
      finished_at: optional(instant()),
    }),
  };
}
