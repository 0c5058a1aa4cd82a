import type { Database, SeatEventKind, SeatEventRow, Statement } from '@ticket-flow/db';
import { Op, UniqueConstraintError, literal } from 'sequelize';
import type { Transaction } from 'sequelize';

export type SeatEvent = SeatEventRow;

export interface NewClaim {
  readonly seat: number;
  readonly uid: string;
  readonly label: string;
}

export interface ClaimCommand {
  readonly performanceId: number;
  readonly owner: string;
  readonly actor: string;
  readonly claims: readonly NewClaim[];
}

export interface LiveClaim {
  readonly seat: number;
  readonly owner: string;
  readonly createdAt: number;
}

export interface NewSeatEvent {
  readonly performanceId: number;
  readonly owner: string;
  readonly kind: SeatEventKind;
  readonly seats: readonly number[];
}

/** Durable seats: claims, epochs, the outbox of seat events and the log. */
export interface ClaimRepository {
  /** Undefined when there is no such performance. */
  epoch(performanceId: number): Promise<number | undefined>;
  /** CLAIM-1: the epoch under a share lock, so that no rebuild can pass this transaction. */
  lockEpoch(tx: Transaction, performanceId: number): Promise<number>;
  /** REBUILD-2: up from `epoch` to `next`; false when somebody else moved it. */
  raiseEpoch(performanceId: number, epoch: number, next: number): Promise<boolean>;
  /** Those of the seats that have a claim. */
  claimedAmong(tx: Transaction, performanceId: number, seats: readonly number[]): Promise<number[]>;
  /** False, and the transaction must be rolled back, when a seat has a claim already. */
  insert(tx: Transaction, command: ClaimCommand): Promise<boolean>;
  /** Deletes claims of this owner only; answers the seats that had one. */
  remove(
    tx: Transaction,
    command: Omit<ClaimCommand, 'claims'> & { readonly seats?: readonly number[] },
  ): Promise<number[]>;
  live(performanceId: number, tx?: Transaction): Promise<LiveClaim[]>;
  addEvent(tx: Transaction, event: NewSeatEvent): Promise<void>;
  /** FREE-3: the same as a write of a step, in one statement with the share lock on the epoch. */
  eventStatement(event: NewSeatEvent): Statement;
  /** Open events whose time has come by the database's clock. */
  dueEvents(limit: number): Promise<SeatEvent[]>;
  openEventsOf(owner: string): Promise<SeatEvent[]>;
  finishEvent(id: number): Promise<void>;
  postponeEvent(id: number, delayMs: number): Promise<void>;
}

export function createClaimRepository(database: Database): ClaimRepository {
  const { models } = database;

  async function log(
    transaction: Transaction,
    { performanceId, owner, actor }: Omit<ClaimCommand, 'claims'>,
    action: string,
    seats: readonly number[],
  ): Promise<void> {
    const at = Date.now();
    await models.seatLog.bulkCreate(
      seats.map((seat) => ({ performance_id: performanceId, seat, at, actor, action, owner })),
      { transaction },
    );
  }

  return {
    epoch: async (performanceId) => (await models.seatEpochs.findByPk(performanceId))?.epoch,
    lockEpoch: async (transaction, performanceId) => {
      const lock = transaction.LOCK.SHARE;
      const row = await models.seatEpochs.findByPk(performanceId, { transaction, lock });
      if (!row) throw new Error(`performance ${String(performanceId)} has no epoch`);
      return row.epoch;
    },
    raiseEpoch: (performanceId, epoch, next) =>
      database.transaction(async (transaction) => {
        const [raised] = await models.seatEpochs.update(
          { epoch: next },
          { where: { performance_id: performanceId, epoch }, transaction },
        );
        return raised === 1;
      }),
    claimedAmong: async (transaction, performanceId, seats) => {
      const where = { performance_id: performanceId, seat: [...seats] };
      const rows = await models.seatClaims.findAll({ where, transaction, order: ['seat'] });
      return rows.map((row) => row.seat);
    },
    insert: async (transaction, command) => {
      const { performanceId, owner, claims } = command;
      const sorted = [...claims].sort((a, b) => a.seat - b.seat);
      try {
        await models.seatClaims.bulkCreate(
          sorted.map(({ seat, uid, label }) => ({
            performance_id: performanceId,
            seat,
            seat_uid: uid,
            seat_label: label,
            owner,
            created_at: Date.now(),
          })),
          { transaction },
        );
      } catch (error) {
        if (error instanceof UniqueConstraintError) return false;
        throw error;
      }
      const seats = sorted.map(({ seat }) => seat);
      await log(transaction, command, 'claimed', seats);
      return true;
    },
    remove: async (transaction, command) => {
      const { performanceId, owner, seats } = command;
      const where = {
        performance_id: performanceId,
        owner,
        ...(seats && { seat: [...seats] }),
      };
      const rows = await models.seatClaims.findAll({ where, transaction, order: ['seat'] });
      await models.seatClaims.destroy({ where, transaction });
      const removed = rows.map((row) => row.seat);
      await log(transaction, command, 'released', removed);
      return removed;
    },
    live: async (performanceId, transaction) => {
      const rows = await models.seatClaims.findAll({
        where: { performance_id: performanceId },
        order: ['seat'],
        ...(transaction && { transaction }),
        raw: true,
      });
      return rows.map(({ seat, owner, created_at: createdAt }) => ({ seat, owner, createdAt }));
    },
    addEvent: async (transaction, { performanceId, owner, kind, seats }) => {
      const lock = transaction.LOCK.SHARE;
      const row = await models.seatEpochs.findByPk(performanceId, { transaction, lock });
      const now = Date.now();
      await models.seatEvents.create(
        {
          performance_id: performanceId,
          owner,
          kind,
          seats: JSON.stringify(seats),
          min_epoch: row?.epoch ?? 1,
          state: 'open',
          attempts: 0,
          next_at: database.instant(0),
          created_at: now,
        },
        { transaction },
      );
    },
    eventStatement: ({ performanceId, owner, kind, seats }) => ({
      sql: `INSERT INTO seat_events
        (performance_id, owner, kind, seats, min_epoch, state, attempts, next_at, created_at)
        SELECT performance_id, ?, ?, ?, epoch, 'open', 0, ${database.nowMs}, ?
        FROM seat_epochs WHERE performance_id = ?${database.shareLock}`,
      values: [owner, kind, JSON.stringify(seats), Date.now(), performanceId],
    }),
    dueEvents: (limit) =>
      models.seatEvents.findAll({
        where: { state: 'open', [Op.and]: literal(`next_at <= ${database.nowMs}`) },
        order: ['id'],
        limit,
      }),
    openEventsOf: (owner) =>
      models.seatEvents.findAll({ where: { owner, state: 'open' }, order: ['id'] }),
    finishEvent: async (id) => {
      await database.transaction((transaction) =>
        models.seatEvents.update({ state: 'done' }, { where: { id, state: 'open' }, transaction }),
      );
    },
    postponeEvent: async (id, delayMs) => {
      const nextAt = database.instant(delayMs);
      await database.transaction(async (transaction) => {
        await models.seatEvents.update({ next_at: nextAt }, { where: { id }, transaction });
        await models.seatEvents.increment('attempts', { where: { id }, transaction });
      });
    },
  };
}
