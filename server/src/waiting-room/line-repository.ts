import type { AdmissionRow, ArrivalRow, Database, WaitingRoomRow } from '@ticket-flow/db';
import { Op, literal } from 'sequelize';
import type { Transaction } from 'sequelize';
import type { PlaceEnd } from '@ticket-flow/client/protocol';
import { invitedPlace, lobbyPlace } from './shuffle.ts';
import type { ListedAdmission, RoomImage } from './room-store.ts';

export type Arrival = ArrivalRow;
export type AdmissionRecord = AdmissionRow;

/** One account as the database knows it. */
export interface DurablePlace {
  readonly arrival: Arrival | undefined;
  readonly admission: AdmissionRecord | undefined;
}

/** Arrivals and admissions: durable, and in one order. */
export interface LineRepository {
  /**
   * WAIT-1: gives these accounts places, in this order, behind all there are; whoever has one keeps
   * it. Undefined: nobody may join now (its lobby is not open yet, draining, over).
   */
  arrive(performanceId: number, accounts: readonly string[]): Promise<Arrival[] | undefined>;
  /** WAIT-3: lets in those who are next, at most `most`, and no more than may be active. */
  admit(performanceId: number, most: number, comeUntil: number): Promise<ListedAdmission[]>;
  /** Lets an account that is invited in without waiting; undefined: it isn't, or is not in line. */
  admitInvited(
    performanceId: number,
    account: string,
    until: number,
  ): Promise<ListedAdmission | undefined>;
  entered(
    performanceId: number,
    admission: { account: string; number: number; until: number },
  ): Promise<void>;
  /** Takes those who are in line out of it; answers how many were. */
  leaveLine(performanceId: number, accounts: readonly string[], reason: PlaceEnd): Promise<number>;
  /** WAIT-6: ends an admission, once; false: that one is not alive. */
  end(
    performanceId: number,
    admission: { account: string; number: number },
    reason: PlaceEnd,
  ): Promise<boolean>;
  place(performanceId: number, account: string): Promise<DurablePlace>;
  /** Everyone who is in line or let in, of one instant. */
  image(performanceId: number): Promise<RoomImage>;
  /** How many, to compare with the store. */
  sizes(performanceId: number): Promise<{ waiting: number; admitted: number }>;
}

export function createLineRepository(database: Database): LineRepository {
  const { models, nowMs } = database;

  /** The room under a lock that orders everything written of it; undefined: not in such a state. */
  async function lockRoom(
    transaction: Transaction,
    performanceId: number,
  ): Promise<WaitingRoomRow | undefined> {
    const lock = transaction.LOCK.UPDATE;
    return (await models.waitingRooms.findByPk(performanceId, { transaction, lock })) ?? undefined;
  }

  /** Those who may come again: their place, or what it led to, has ended. */
  async function endedAmong(tx: Transaction, arrivals: readonly Arrival[]): Promise<Arrival[]> {
    const inside = arrivals.filter(({ state }) => state === 'admitted');
    const ended = await models.admissions.findAll({
      where: {
        performance_id: inside[0]?.performance_id ?? 0,
        account_id: inside.map((row) => row.account_id),
        state: 'ended',
      },
      transaction: tx,
    });
    const out = new Set(ended.map((row) => row.account_id));
    return arrivals.filter(({ state, account_id }) => state === 'ended' || out.has(account_id));
  }

  async function isInvited(tx: Transaction, performanceId: number, accounts: readonly string[]) {
    const where = { performance_id: performanceId, account_id: [...accounts] };
    const rows = await models.roomInvitations.findAll({ where, transaction: tx });
    return new Set(rows.map((row) => row.account_id));
  }

  /** Numbers the admissions of these arrivals in their order. The room is locked. */
  async function letIn(
    transaction: Transaction,
    room: WaitingRoomRow,
    arrivals: readonly Arrival[],
    until: number,
  ): Promise<ListedAdmission[]> {
    const { performance_id, last_no } = room;
    const accounts = arrivals.map((row) => row.account_id);
    const fresh = { state: 'admitted', reason: null, hold_until: until, entered: false } as const;
    const rows = accounts.map((account_id, k) => ({
      ...{ performance_id, account_id, no: last_no + 1 + k },
      ...{ ...fresh, admitted_at: Date.now() },
    }));
    const again = { performance_id, account_id: accounts };
    await models.admissions.destroy({ where: again, transaction });
    await models.admissions.bulkCreate(rows, { transaction });
    await models.arrivals.update(
      { state: 'admitted' },
      { where: { id: arrivals.map(({ id }) => id) }, transaction },
    );
    await models.waitingRooms.update(
      { last_no: last_no + rows.length },
      { where: { performance_id }, transaction },
    );
    return rows.map(({ account_id, no }) => ({
      ...{ account: account_id, number: no, until, entered: false },
    }));
  }

  return {
    arrive: (performanceId, accounts) =>
      database.transaction(async (transaction) => {
        const joinable = { [Op.and]: literal(`lobby_opens_at <= ${nowMs}`) };
        const [open] = await models.waitingRooms.update(
          { next_seq: literal(`next_seq + ${String(accounts.length)}`) },
          {
            where: {
              performance_id: performanceId,
              state: ['lobby', 'open', 'paused'],
              ...joinable,
            },
            transaction,
          },
        );
        if (open === 0) return undefined;
        const room = await models.waitingRooms.findByPk(performanceId, { transaction });
        if (!room) return undefined;
        const where = { performance_id: performanceId, account_id: [...accounts] };
        const known = await models.arrivals.findAll({ where, transaction });
        const over = await endedAmong(transaction, known);
        const kept = new Set(
          known.filter((row) => !over.includes(row)).map((row) => row.account_id),
        );
        const coming = accounts.filter((account) => !kept.has(account));
        await models.arrivals.destroy({ where: { id: over.map(({ id }) => id) }, transaction });
        const invited = await isInvited(transaction, performanceId, coming);
        const first = room.next_seq - accounts.length;
        const rows = coming.map((account_id, k) => {
          const seq = first + 1 + k;
          return {
            ...{ performance_id: performanceId, account_id, seq },
            place: placeOf(room, account_id, seq, invited.has(account_id)),
            ...{ state: 'waiting' as const, reason: null, joined_at: Date.now() },
          };
        });
        await models.arrivals.bulkCreate(rows, { transaction });
        return models.arrivals.findAll({ where, transaction });
      }),
    admit: (performanceId, most, comeUntil) =>
      database.transaction(async (transaction) => {
        const room = await lockRoom(transaction, performanceId);
        if (!room || !['open', 'draining'].includes(room.state)) return [];
        const active = await models.admissions.count({
          where: { performance_id: performanceId, state: 'admitted' },
          transaction,
        });
        const limit = Math.min(most, room.max_active - active);
        if (limit <= 0) return [];
        const next = await models.arrivals.findAll({
          where: { performance_id: performanceId, state: 'waiting' },
          order: ['place', 'id'],
          ...{ limit, transaction },
        });
        return next.length === 0 ? [] : letIn(transaction, room, next, comeUntil);
      }),
    admitInvited: (performanceId, account, until) =>
      database.transaction(async (transaction) => {
        const room = await lockRoom(transaction, performanceId);
        if (!room || !['open', 'draining'].includes(room.state)) return undefined;
        const invited = await isInvited(transaction, performanceId, [account]);
        const where = { performance_id: performanceId, account_id: account, state: 'waiting' };
        const arrival = await models.arrivals.findOne({ where, transaction });
        if (!arrival || !invited.has(account)) return undefined;
        return (await letIn(transaction, room, [arrival], until))[0];
      }),
    entered: async (performanceId, { account, number, until }) => {
      const where = { performance_id: performanceId, account_id: account, no: number };
      await database.transaction((transaction) =>
        models.admissions.update({ hold_until: until, entered: true }, { where, transaction }),
      );
    },
    leaveLine: (performanceId, accounts, reason) =>
      database.transaction(async (transaction) => {
        const who = { performance_id: performanceId, account_id: [...accounts] };
        const [left] = await models.arrivals.update(
          { state: 'ended', reason },
          { where: { ...who, state: 'waiting' }, transaction },
        );
        return left;
      }),
    end: (performanceId, { account, number }, reason) =>
      database.transaction(async (transaction) => {
        const who = { performance_id: performanceId, account_id: account, no: number };
        const [ended] = await models.admissions.update(
          { state: 'ended', reason },
          { where: { ...who, state: 'admitted' }, transaction },
        );
        return ended === 1;
      }),
    place: async (performanceId, account) => {
      const where = { performance_id: performanceId, account_id: account };
      const [arrival, admission] = await Promise.all([
        models.arrivals.findOne({ where }),
        models.admissions.findOne({ where }),
      ]);
      return { arrival: arrival ?? undefined, admission: admission ?? undefined };
    },
    image: (performanceId) =>
      database.transaction(async (transaction) => {
        const room = { performance_id: performanceId };
        const options = { transaction, raw: true };
        const waiting = { ...room, state: 'waiting' };
        const line = await models.arrivals.findAll({ where: waiting, ...options });
        const inside = { ...room, state: 'admitted' };
        const admitted = await models.admissions.findAll({ where: inside, ...options });
        return {
          line: line.map(({ account_id: account, place }) => ({ account, place: Number(place) })),
          admitted: admitted.map(({ account_id: account, no: number, hold_until, entered }) => ({
            ...{ account, number, until: Number(hold_until), entered: Boolean(entered) },
          })),
        };
      }),
    sizes: async (performanceId) => {
      const room = { performance_id: performanceId };
      const [waiting, admitted] = await Promise.all([
        models.arrivals.count({ where: { ...room, state: 'waiting' } }),
        models.admissions.count({ where: { ...room, state: 'admitted' } }),
      ]);
      return { waiting, admitted };
    },
  };
}

function placeOf(room: WaitingRoomRow, account: string, seq: number, invited: boolean): number {
  if (invited) return invitedPlace(seq);
  return room.state === 'lobby' ? lobbyPlace(room.seed, account) : seq;
}
