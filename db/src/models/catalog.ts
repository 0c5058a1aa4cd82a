import type { Sequelize } from 'sequelize';
import { flag, id, instant, int, longText, optional, text, withDefault } from '../columns.ts';
import { defineTable } from './define.ts';

export interface CategoryRow {
  id: number;
  parent_id: number | null;
  slug: string;
  position: number;
}
export interface CategoryTextRow {
  id: number;
  category_id: number;
  locale: string;
  name: string;
}
export interface VenueRow {
  id: number;
  organisation_id: number;
  slug: string;
  time_zone: string;
}
export interface VenueTextRow {
  id: number;
  venue_id: number;
  locale: string;
  name: string;
  address: string;
}
export interface ChartRow {
  id: number;
  organisation_id: number;
  venue_id: number;
  name: string;
  version: number;
  seat_count: number;
  /** JSON of ChartGeometry. */
  geometry: string;
  geometry_hash: string;
  /** JSON list of seat uids by index. */
  uids: string;
  locked_at: number | null;
  created_at: number;
}
export interface EventRow {
  id: number;
  organisation_id: number;
  slug: string;
  running_minutes: number | null;
  age_rating: string | null;
  /** JSON {motif, hue}. */
  poster: string;
  position: number;
  published_at: number | null;
}
export interface EventTextRow {
  id: number;
  event_id: number;
  locale: string;
  title: string;
  tagline: string;
  description: string;
  /** JSON list of {role, name}. */
  people: string;
}
export interface EventCategoryRow {
  id: number;
  event_id: number;
  category_id: number;
}
export interface PerformanceRow {
  id: number;
  event_id: number;
  chart_id: number;
  starts_at: number;
  currency: string;
  sale_opens_at: number;
  sale_closes_at: number;
  paused: boolean;
  /** Seats are held through the waiting room only. */
  waiting_room: boolean;
  cancelled_at: number | null;
  max_seats_per_holder: number;
  orphan_rule: 'off' | 'strict' | 'lenient';
  hold_ttl_ms: number;
  hold_cap_ms: number;
  pay_within_ms: number;
  /** Raised with every change of the sale's terms (EPOCH-6). */
  sale_config: number;
  refund_policy_id: number | null;
}
export interface RefundPolicyRow {
  id: number;
  organisation_id: number;
  name: string;
  /** JSON of RefundPolicy; never changed once written. */
  policy: string;
  created_at: number;
}

export function defineCatalog(sequelize: Sequelize) {
  return {
    categories: defineTable<CategoryRow>(sequelize, 'categories', {
      id: id(),
      parent_id: optional(int()),
      slug: text(64),
      position: int(),
    }),
    categoryTexts: defineTable<CategoryTextRow>(sequelize, 'category_texts', {
      id: id(),
      category_id: int(),
      locale: text(5),
      name: text(),
    }),
    venues: defineTable<VenueRow>(sequelize, 'venues', {
      id: id(),
      organisation_id: int(),
      slug: text(64),
      time_zone: text(64),
    }),
    venueTexts: defineTable<VenueTextRow>(sequelize, 'venue_texts', {
      id: id(),
      venue_id: int(),
      locale: text(5),
      name: text(),
      address: text(),
    }),
    charts: defineTable<ChartRow>(sequelize, 'charts', {
      id: id(),
      organisation_id: int(),
      venue_id: int(),
      name: text(),
      version: int(),
      seat_count: int(),
      geometry: longText(),
      geometry_hash: text(64),
      uids: longText(),
      locked_at: optional(instant()),
      created_at: instant(),
    }),
    events: defineTable<EventRow>(sequelize, 'events', {
      id: id(),
      organisation_id: int(),
      slug: text(100),
      running_minutes: optional(int()),
      age_rating: optional(text(20)),
      poster: text(),
      position: withDefault(int(), 0),
      published_at: optional(instant()),
    }),
    eventTexts: defineTable<EventTextRow>(sequelize, 'event_texts', {
      id: id(),
      event_id: int(),
      locale: text(5),
      title: text(),
      tagline: text(),
      description: longText(),
      people: longText(),
    }),
    eventCategories: defineTable<EventCategoryRow>(sequelize, 'event_categories', {
      id: id(),
      event_id: int(),
      category_id: int(),
    }),
    performances: defineTable<PerformanceRow>(sequelize, 'performances', {
      id: id(),
      event_id: int(),
      chart_id: int(),
      starts_at: instant(),
      currency: text(3),
      sale_opens_at: instant(),
      sale_closes_at: instant(),
      paused: flag(),
      waiting_room: withDefault(flag(), false),
      cancelled_at: optional(instant()),
      max_seats_per_holder: int(),
      orphan_rule: text(10),
      hold_ttl_ms: int(),
      hold_cap_ms: int(),
      pay_within_ms: int(),
      sale_config: withDefault(int(), 1),
      refund_policy_id: optional(int()),
    }),
    refundPolicies: defineTable<RefundPolicyRow>(sequelize, 'refund_policies', {
      id: id(),
      organisation_id: int(),
      name: text(100),
      policy: longText(),
      created_at: instant(),
    }),
  };
}
