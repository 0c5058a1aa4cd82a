import type { Database } from '@ticket-flow/db';
import { Op } from 'sequelize';
import type { PopularState, Unwritten } from './ranking/popular-store.ts';

/** What is kept of the popular searches in the database. */
export interface HistoryRepository {
  /** Writes counts that only grow: again, late and by several nodes at once, it is the same. */
  write(unwritten: Unwritten): Promise<void>;
  /** People who searched for terms on a day (since 1970, UTC), the most searched first. */
  day(day: number, most: number): Promise<{ term: string; spelling: string; people: number }[]>;
  /** At most `limit` rows of days before `day`; answers how many there were. */
  deleteBefore(day: number, limit: number): Promise<number>;
  /** Keeps a state, unless one is there that is nearly as new. */
  keep(state: PopularState, atLeastNewerMs: number): Promise<void>;
  kept(): Promise<PopularState | undefined>;
}

const THE_ONE = { id: 1 };

export function createHistoryRepository(database: Database): HistoryRepository {
  const { searchDays, searchState } = database.models;
  return {
    write: async ({ life, days }) => {
      // In one order, so that two nodes wait for each other instead of locking each other out.
      const sorted = [...days].sort((a, b) => a.day - b.day || (a.term < b.term ? -1 : 1));
      await database.transaction(async (transaction) => {
        const rows = sorted.map((row) => ({ ...row, life }));
        await searchDays.bulkCreate(rows, { ignoreDuplicates: true, transaction });
        for (const { day, term, people, spelling } of sorted) {
          const where = { day, term, life, people: { [Op.lt]: people } };
          await searchDays.update({ people, spelling }, { where, transaction });
        }
      });
    },
    day: async (day, most) => {
      const rows = await searchDays.findAll({ where: { day }, raw: true });
      const terms = new Map<string, { term: string; spelling: string; people: number }>();
      for (const { term, spelling, people } of rows) {
        const sum = (terms.get(term)?.people ?? 0) + people;
        terms.set(term, { term, spelling, people: sum });
      }
      return [...terms.values()]
        .sort((a, b) => b.people - a.people || (a.term < b.term ? -1 : 1))
        .slice(0, most);
    },
    deleteBefore: async (day, limit) => {
      const where = { day: { [Op.lt]: day } };
      const rows = await searchDays.findAll({ where, limit, raw: true });
      await database.transaction(async (transaction) => {
        for (const { day: one, term, life } of rows) {
          await searchDays.destroy({ where: { day: one, term, life }, transaction });
        }
      });
      return rows.length;
    },
    keep: async (state, atLeastNewerMs) => {
      await database.transaction(async (transaction) => {
        const where = { ...THE_ONE, at: { [Op.lt]: state.at - atLeastNewerMs } };
        await searchState.update(
          { at: state.at, state: JSON.stringify(state) },
          { where, transaction },
        );
      });
    },
    kept: async () => {
      const row = await searchState.findOne({ where: THE_ONE });
      return row && row.state !== '' ? (JSON.parse(row.state) as PopularState) : undefined;
    },
  };
}
