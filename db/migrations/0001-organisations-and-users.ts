import { flag, id, instant, int, key, optional, references, text } from '../src/columns.ts';
import { createTable } from '../src/migration.ts';
import type { Migration } from '../src/migration.ts';

export const organisationsAndUsers: Migration = {
  name: '0001-organisations-and-users',
  async up(database) {
    await createTable(
      database,
      'organisations',
      { id: id(), slug: text(64), name: text(), created_at: instant() },
      { unique: [['slug']] },
    );
    await createTable(
      database,
      'users',
      {
        id: key(36),
        email: text(254),
        password_hash: text(),
        name: text(100),
        locale: text(5),
        platform_operator: flag(),
        email_verified_at: optional(instant()),
        created_at: instant(),
      },
      { unique: [['email']] },
    );
    await createTable(
      database,
      'memberships',
      {
        id: id(),
        organisation_id: references(int(), 'organisations'),
        user_id: references(text(36), 'users'),
        role: text(20),
        created_at: instant(),
      },
      { unique: [['organisation_id', 'user_id']] },
    );
    await createTable(
      database,
      'refresh_tokens',
      {
        id: key(36),
        family_id: text(36),
        user_id: references(text(36), 'users'),
        token_hash: text(64),
        created_at: instant(),
        expires_at: instant(),
        used_at: optional(instant()),
        revoked_at: optional(instant()),
      },
      { unique: [['token_hash']], indexes: [['family_id'], ['user_id']] },
    );
  },
};
