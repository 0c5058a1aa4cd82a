import type { Sequelize } from 'sequelize';
import { id, instant, int, longText, text } from '../columns.ts';
import { defineTable } from './define.ts';

/** How many people searched for a term on a day. */
export interface SearchDayRow {
  /** Days since 1970, UTC. */
  day: number;
  term: string;
  /** The store that counted it: the day's number is the sum over all of them. */
  life: string;
  spelling: string;
  people: number;
}
/** One row, id 1: where the ranking begins again when the store is lost. */
export interface SearchStateRow {
  id: number;
  at: number;
  /** JSON, or nothing yet. */
  state: string;
}

export function defineSearches(sequelize: Sequelize) {
  return {
    searchDays: defineTable<SearchDayRow>(sequelize, 'search_days', {
      day: { ...int(), primaryKey: true },
      term: { ...text(100), primaryKey: true },
      life: { ...text(32), primaryKey: true },
      spelling: text(100),
      people: int(),
    }),
    searchState: defineTable<SearchStateRow>(sequelize, 'search_state', {
      id: { ...id(), autoIncrement: false },
      at: instant(),
      state: longText(),
    }),
  };
}
