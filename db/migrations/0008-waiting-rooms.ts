import {
  flag,
  id,
  instant,
  int,
  longText,
  optional,
  references,
  text,
  withDefault,
} from '../src/columns.ts';
import { addColumns, createTable } from '../src/migration.ts';
import type { Migration } from '../src/migration.ts';

/** Waiting rooms: who came, in which order, and who was let in. */
export const waitingRooms: Migration = {
  name: '0008-waiting-rooms',
  async up(database) {
    await addColumns(database, 'performances', { waiting_room: withDefault(flag(), false) });
    await createTable(database, 'waiting_rooms', {
      performance_id: { ...references(int(), 'performances'), primaryKey: true },
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
    });
    await createTable(
      database,
      'arrivals',
      {
        id: id(),
        performance_id: references(int(), 'performances'),
        account_id: text(64),
        seq: int(),
        place: instant(),
        state: text(10),
        reason: optional(text(10)),
        joined_at: instant(),
      },
      {
        unique: [['performance_id', 'account_id']],
        indexes: [['performance_id', 'state', 'place']],
      },
    );
    await createTable(
      database,
      'admissions',
      {
        id: id(),
        performance_id: references(int(), 'performances'),
        account_id: text(64),
        no: int(),
        state: text(10),
        reason: optional(text(10)),
        hold_until: instant(),
        entered: flag(),
        admitted_at: instant(),
      },
      {
        unique: [['performance_id', 'account_id']],
        indexes: [['performance_id', 'state']],
      },
    );
    await createTable(
      database,
      'room_invitations',
      {
        id: id(),
        performance_id: references(int(), 'performances'),
        account_id: text(64),
        created_at: instant(),
      },
      { unique: [['performance_id', 'account_id']] },
    );
  },
};
