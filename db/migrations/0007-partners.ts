import { id, instant, int, key, optional, references, text } from '../src/columns.ts';
import { createTable } from '../src/migration.ts';
import type { Migration } from '../src/migration.ts';

/** Partners who show maps on sites of their own. No secret of theirs is kept. */
export const partners: Migration = {
  name: '0007-partners',
  async up(database) {
    await createTable(
      database,
      'partners',
      {
        id: key(16),
        organisation_id: references(int(), 'organisations'),
        name: text(100),
        state: text(10),
        created_at: instant(),
      },
      { indexes: [['organisation_id']] },
    );
    await createTable(
      database,
      'partner_keys',
      {
        id: key(64),
        partner_id: references(text(16), 'partners'),
        created_at: instant(),
        revoked_at: optional(instant()),
      },
      { indexes: [['partner_id']] },
    );
    await createTable(
      database,
      'partner_origins',
      {
        id: id(),
        partner_id: references(text(16), 'partners'),
        origin: text(255),
        created_at: instant(),
      },
      { unique: [['partner_id', 'origin']] },
    );
    await createTable(
      database,
      'partner_signing_keys',
      {
        id: id(),
        partner_id: references(text(16), 'partners'),
        kid: text(64),
        public_key: text(500),
        created_at: instant(),
      },
      { unique: [['partner_id', 'kid']] },
    );
  },
};
