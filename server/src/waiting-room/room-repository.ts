import type { Database, WaitingRoomRow, WaitingRoomState } from '@ticket-flow/db';
import { Op, literal } from 'sequelize';
import { drawAt } from './shuffle.ts';

export type WaitingRoomRecord = Omit<WaitingRoomRow, 'draw'>;
export type NewWaitingRoom = Omit<
  WaitingRoomRow,
  'state' | 'next_seq' | 'last_no' | 'cut' | 'draw' | 'closed_because' | 'created_at'
>;
/** What an organiser may change while people are waiting. */
export type RoomTuning = Partial<
  Pick<
    WaitingRoomRow,
    | 'lobby_opens_at'
    | 'opens_at'
    | 'rate_per_minute'
    | 'max_active'
    | 'come_within_ms'
    | 'session_ms'
    | 'grace_ms'
  >
>;

/** Rooms themselves: one row each, whose lock orders everything that is written of the room. */
export interface RoomRepository {
  /** False: the performance has one already. */
  insert(room: NewWaitingRoom): Promise<boolean>;
  find(performanceId: number): Promise<WaitingRoomRecord | undefined>;
  /** Those that are not over, and of the others those that are named. */
  live(also: readonly number[]): Promise<WaitingRoomRecord[]>;
  all(): Promise<WaitingRoomRecord[]>;
  /** The draws of the lobby in order; undefined before the opening. */
  draw(performanceId: number): Promise<string | undefined>;
  /** By one of the states; false: it was in none of them. */
  move(
    performanceId: number,
    from: readonly WaitingRoomState[],
    to: WaitingRoomState,
  ): Promise<boolean>;
  /**
   * WAIT-2: from the lobby to open, with the cut; false: somebody has done it, or it is not time
   * yet by the database's clock. Writes down the draw of those who are in the lobby.
   */
  open(performanceId: number, when: 'due' | 'now'): Promise<boolean>;
  tune(performanceId: number, tuning: RoomTuning): Promise<void>;
  /** Ends all waiting and every admission's time; false: it was over before. */
  close(performanceId: number, because: 'sold_out' | 'closed'): Promise<boolean>;
  invite(performanceId: number, accounts: readonly string[]): Promise<void>;
}

export const LIVE: readonly WaitingRoomState[] = ['lobby', 'open', 'paused', 'draining'];

export function createRoomRepository(database: Database): RoomRepository {
  const { models, nowMs } = database;

  return {
    insert: (room) =>
      database.transaction(async (transaction) => {
        const { performance_id: id } = room;
        if (await models.waitingRooms.findByPk(id, { transaction })) return false;
        const fresh = { state: 'lobby', next_seq: 0, last_no: 0, cut: null } as const;
        const row = { ...room, ...fresh, draw: null, closed_because: null, created_at: Date.now() };
        await models.waitingRooms.create(row, { transaction });
        return true;
      }),
    find: async (id) =>
      (await models.waitingRooms.findByPk(id, { attributes: { exclude: ['draw'] } })) ?? undefined,
    draw: async (id) => (await models.waitingRooms.findByPk(id))?.draw ?? undefined,
    live: (also) =>
      models.waitingRooms.findAll({
        attributes: { exclude: ['draw'] },
        where: { [Op.or]: [{ state: [...LIVE] }, { performance_id: [...also] }] },
      }),
    all: () =>
      models.waitingRooms.findAll({
        attributes: { exclude: ['draw'] },
        order: ['performance_id'],
      }),
    move: (id, from, to) =>
      database.transaction(async (transaction) => {
        const where = { performance_id: id, state: [...from] };
        const [moved] = await models.waitingRooms.update({ state: to }, { where, transaction });
        return moved === 1;
      }),
    open: (id, when) =>
      database.transaction(async (transaction) => {
        const due = when === 'due' ? { [Op.and]: literal(`opens_at <= ${nowMs}`) } : {};
        const where = { performance_id: id, state: 'lobby', ...due };
        const set = {
          state: 'open',
          cut: literal('next_seq'),
        } as unknown as Partial<WaitingRoomRow>;
        const [opened] = await models.waitingRooms.update(set, { where, transaction });
        if (opened === 0) return false;
        const gathered = await models.arrivals.findAll({
          where: { performance_id: id, state: 'waiting', place: { [Op.lt]: 0 } },
          attributes: ['place'],
          order: ['place', 'id'],
          ...{ transaction, raw: true },
        });
        const draw = gathered.map(({ place }) => drawAt(Number(place))).join('');
        await models.waitingRooms.update({ draw }, { where: { performance_id: id }, transaction });
        return true;
      }),
    tune: async (id, tuning) => {
      const where = { performance_id: id };
      await database.transaction((transaction) =>
        models.waitingRooms.update(tuning, { where, transaction }),
      );
    },
    close: (id, because) =>
      database.transaction(async (transaction) => {
        const room = { performance_id: id };
        const [closed] = await models.waitingRooms.update(
          { state: 'closed', closed_because: because },
          { where: { ...room, state: [...LIVE] }, transaction },
        );
        if (closed === 0) return false;
        await models.arrivals.update(
          { state: 'ended', reason: because },
          { where: { ...room, state: 'waiting' }, transaction },
        );
        await models.admissions.update(
          { hold_until: 0 },
          { where: { ...room, state: 'admitted' }, transaction },
        );
        return true;
      }),
    invite: async (id, accounts) => {
      const rows = accounts.map((account_id) => ({
        ...{ performance_id: id, account_id, created_at: Date.now() },
      }));
      await database.transaction((transaction) =>
        models.roomInvitations.bulkCreate(rows, { transaction, ignoreDuplicates: true }),
      );
    },
  };
}
