import type { QueryInterface } from 'sequelize';
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
import { createTable } from '../src/migration.ts';
import type { Migration } from '../src/migration.ts';

export const venuesAndCatalogue: Migration = {
  name: '0002-venues-and-catalogue',
  async up(database) {
    await categories(database);
    await venues(database);
    await events(database);
    await performances(database);
  },
};

async function categories(database: QueryInterface): Promise<void> {
  await createTable(
    database,
    'categories',
    {
      id: id(),
      parent_id: optional(references(int(), 'categories')),
      slug: text(64),
      position: int(),
    },
    { unique: [['slug']] },
  );
  await createTable(
    database,
    'category_texts',
    { id: id(), category_id: references(int(), 'categories'), locale: text(5), name: text() },
    { unique: [['category_id', 'locale']] },
  );
}

async function venues(database: QueryInterface): Promise<void> {
  await createTable(
    database,
    'venues',
    {
      id: id(),
      organisation_id: references(int(), 'organisations'),
      slug: text(64),
      time_zone: text(64),
    },
    { unique: [['slug']] },
  );
  await createTable(
    database,
    'venue_texts',
    {
      id: id(),
      venue_id: references(int(), 'venues'),
      locale: text(5),
      name: text(),
      address: text(),
    },
    { unique: [['venue_id', 'locale']] },
  );
  await createTable(
    database,
    'charts',
    {
      id: id(),
      organisation_id: references(int(), 'organisations'),
      venue_id: references(int(), 'venues'),
      name: text(),
      version: int(),
      seat_count: int(),
      geometry: longText(),
      geometry_hash: text(64),
      uids: longText(),
      locked_at: optional(instant()),
      created_at: instant(),
    },
    { unique: [['venue_id', 'name', 'version']] },
  );
}

async function events(database: QueryInterface): Promise<void> {
  await createTable(
    database,
    'events',
    {
      id: id(),
      organisation_id: references(int(), 'organisations'),
      slug: text(100),
      running_minutes: optional(int()),
      age_rating: optional(text(20)),
      poster: text(),
      position: withDefault(int(), 0),
      published_at: optional(instant()),
    },
    { unique: [['slug']], indexes: [['position']] },
  );
  await createTable(
    database,
    'event_texts',
    {
      id: id(),
      event_id: references(int(), 'events'),
      locale: text(5),
      title: text(),
      tagline: text(),
      description: longText(),
      people: longText(),
    },
    { unique: [['event_id', 'locale']] },
  );
  await createTable(
    database,
    'event_categories',
    {
      id: id(),
      event_id: references(int(), 'events'),
      category_id: references(int(), 'categories'),
    },
    { unique: [['event_id', 'category_id']] },
  );
}

async function performances(database: QueryInterface): Promise<void> {
  await createTable(
    database,
    'performances',
    {
      id: id(),
      event_id: references(int(), 'events'),
      chart_id: references(int(), 'charts'),
      starts_at: instant(),
      currency: text(3),
      sale_opens_at: instant(),
      sale_closes_at: instant(),
      paused: flag(),
      cancelled_at: optional(instant()),
      max_seats_per_holder: int(),
      orphan_rule: text(10),
      hold_ttl_ms: int(),
      hold_cap_ms: int(),
      pay_within_ms: int(),
      sale_config: withDefault(int(), 1),
    },
    { indexes: [['event_id', 'starts_at'], ['starts_at']] },
  );
  await createTable(
    database,
    'grades',
    {
      id: id(),
      performance_id: references(int(), 'performances'),
      code: text(20),
      color: text(7),
      position: int(),
    },
    { unique: [['performance_id', 'code']] },
  );
  await createTable(
    database,
    'grade_texts',
    { id: id(), grade_id: references(int(), 'grades'), locale: text(5), name: text() },
    { unique: [['grade_id', 'locale']] },
  );
  await createTable(
    database,
    'grade_categories',
    {
      id: id(),
      performance_id: references(int(), 'performances'),
      grade_id: references(int(), 'grades'),
      category_key: text(),
    },
    { unique: [['performance_id', 'category_key']] },
  );
  await createTable(
    database,
    'price_types',
    {
      id: id(),
      organisation_id: references(int(), 'organisations'),
      code: text(20),
      position: int(),
    },
    { unique: [['organisation_id', 'code']] },
  );
  await createTable(
    database,
    'price_type_texts',
    {
      id: id(),
      price_type_id: references(int(), 'price_types'),
      locale: text(5),
      name: text(),
    },
    { unique: [['price_type_id', 'locale']] },
  );
  await createTable(
    database,
    'prices',
    {
      id: id(),
      grade_id: references(int(), 'grades'),
      price_type_id: references(int(), 'price_types'),
      amount: int(),
    },
    { unique: [['grade_id', 'price_type_id']] },
  );
  await createTable(
    database,
    'seat_grades',
    {
      id: id(),
      performance_id: references(int(), 'performances'),
      seat: int(),
      grade_id: references(int(), 'grades'),
    },
    { unique: [['performance_id', 'seat']] },
  );
}
