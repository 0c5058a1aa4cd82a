import type { Sequelize } from 'sequelize';
import { flag, id, instant, int, key, optional, text } from '../columns.ts';
import { defineTable } from './define.ts';

export interface OrganisationRow {
  id: number;
  slug: string;
  name: string;
  created_at: number;
}
export interface UserRow {
  id: string;
  email: string;
  password_hash: string;
  name: string;
  locale: string;
  platform_operator: boolean;
  email_verified_at: number | null;
  created_at: number;
}
export type MemberRole = 'owner' | 'manager' | 'box_office' | 'scanner';
export interface MembershipRow {
  id: number;
  organisation_id: number;
  user_id: string;
  role: MemberRole;
  created_at: number;
}
export interface RefreshTokenRow {
  id: string;
  family_id: string;
  user_id: string;
  token_hash: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  revoked_at: number | null;
}

/** A link sent by e-mail; only its hash is kept. */
export interface AccountTokenRow {
  /** SHA-256 of the token, hex. */
  id: string;
  user_id: string;
  purpose: 'verify_email' | 'reset_password';
  /** The address it was sent to: a later change of address makes it void. */
  email: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export function defineIdentity(sequelize: Sequelize) {
  return {
    organisations: defineTable<OrganisationRow>(sequelize, 'organisations', {
      id: id(),
      slug: text(64),
      name: text(),
      created_at: instant(),
    }),
    users: defineTable<UserRow>(sequelize, 'users', {
      id: key(36),
      email: text(254),
      password_hash: text(),
      name: text(100),
      locale: text(5),
      platform_operator: flag(),
      email_verified_at: optional(instant()),
      created_at: instant(),
    }),
    memberships: defineTable<MembershipRow>(sequelize, 'memberships', {
      id: id(),
      organisation_id: int(),
      user_id: text(36),
      role: text(20),
      created_at: instant(),
    }),
    refreshTokens: defineTable<RefreshTokenRow>(sequelize, 'refresh_tokens', {
      id: key(36),
      family_id: text(36),
      user_id: text(36),
      token_hash: text(64),
      created_at: instant(),
      expires_at: instant(),
      used_at: optional(instant()),
      revoked_at: optional(instant()),
    }),
    accountTokens: defineTable<AccountTokenRow>(sequelize, 'account_tokens', {
      id: key(64),
      user_id: text(36),
      purpose: text(20),
      email: text(254),
      created_at: instant(),
      expires_at: instant(),
      used_at: optional(instant()),
    }),
  };
}
