import type { Sequelize } from 'sequelize';
import { id, instant, int, key, optional, text } from '../columns.ts';
import { defineTable } from './define.ts';

export interface PartnerRow {
  /** What customer tokens name as their issuer. */
  id: string;
  organisation_id: number;
  name: string;
  state: 'active' | 'suspended';
  created_at: number;
}
export interface PartnerKeyRow {
  /** The publishable key itself: it stands in pages and is no secret. */
  id: string;
  partner_id: string;
  created_at: number;
  revoked_at: number | null;
}
export interface PartnerOriginRow {
  id: number;
  partner_id: string;
  /** As browsers write it: scheme, host, and the port where it is not the usual one. */
  origin: string;
  created_at: number;
}
export interface PartnerSigningKeyRow {
  id: number;
  partner_id: string;
  kid: string;
  /** SPKI in PEM; the private half never leaves the partner. */
  public_key: string;
  created_at: number;
}

export function definePartners(sequelize: Sequelize) {
  return {
    partners: defineTable<PartnerRow>(sequelize, 'partners', {
      id: key(16),
      organisation_id: int(),
      name: text(100),
      state: text(10),
      created_at: instant(),
    }),
    partnerKeys: defineTable<PartnerKeyRow>(sequelize, 'partner_keys', {
      id: key(64),
      partner_id: text(16),
      created_at: instant(),
      revoked_at: optional(instant()),
    }),
    partnerOrigins: defineTable<PartnerOriginRow>(sequelize, 'partner_origins', {
      id: id(),
      partner_id: text(16),
      origin: text(255),
      created_at: instant(),
    }),
    partnerSigningKeys: defineTable<PartnerSigningKeyRow>(sequelize, 'partner_signing_keys', {
      id: id(),
      partner_id: text(16),
      kid: text(64),
      public_key: text(500),
      created_at: instant(),
    }),
  };
}
