import type { Database, OutboxMessageRow, Statement } from '@ticket-flow/db';
import { QueryTypes } from 'sequelize';
import type { Transaction } from 'sequelize';

export type OutboxState = OutboxMessageRow['state'];
export type StoredMessage = OutboxMessageRow;

export interface NewMessage {
  /** Who knows how to deliver it: the name given to `handle`. Up to 40 characters. */
  readonly topic: string;
  /** Order or user id, up to 80 characters: the messages of one owner and topic keep their order. */
  readonly owner: string;
  /** References only, never secrets or contact details: an operator may read it. */
  readonly payload: object;
}

/** A message that may be delivered now; its `next_at` and `attempts` are what a lease compares. */
export type DueMessage = Pick<
  OutboxMessageRow,
  'id' | 'topic' | 'owner' | 'payload' | 'attempts' | 'next_at'
>;

export interface OutboxRepository {
  insert(tx: Transaction, message: NewMessage): Promise<void>;
  /** The same row as a write of a database step. */
  insertStatement(message: NewMessage): Statement;
  /** OUTBOX-2: of a topic, at most one message an owner, the earliest. */
  due(topic: string, limit: number): Promise<DueMessage[]>;
  /** OUTBOX-3: false when somebody else has taken it. */
  lease(message: DueMessage, leaseMs: number): Promise<boolean>;
  finish(id: number): Promise<void>;
  /** Only by the holder of the lease, which `attempts` names. */
  postpone(id: number, attempts: number, delayMs: number, error: string): Promise<void>;
  /** Only while `attempts` is what it was. */
  bury(id: number, attempts: number, error: string): Promise<void>;
  list(state: OutboxState, limit: number): Promise<StoredMessage[]>;
  find(id: number): Promise<StoredMessage | undefined>;
  /** False when it is not dead. */
  revive(id: number): Promise<boolean>;
  /** OUTBOX-7: deletes messages that were delivered so long ago, and answers how many. */
  deleteDone(keepMs: number, limit: number): Promise<number>;
  /** The last message of an owner and topic, and how long ago by the database's clock. */
  newest(
    tx: Transaction,
    topic: string,
    owner: string,
  ): Promise<{ state: OutboxState; ageMs: number } | undefined>;
}

const NOTHING = '{}';

export function createOutboxRepository(database: Database): OutboxRepository {
  const { models, nowMs } = database;

  /** One conditional update of an open message; true when it was as the condition says. */
  function change(
    set: Partial<OutboxMessageRow>,
    where: Partial<OutboxMessageRow>,
  ): Promise<boolean> {
    return database.transaction(async (transaction) => {
      const [changed] = await models.outboxMessages.update(set, {
        where: { state: 'open', ...where },
        transaction,
      });
      return changed === 1;
    });
  }

  return {
    insert: async (transaction, { topic, owner, payload }) => {
      await models.outboxMessages.create(
        {
          topic,
          owner,
          payload: JSON.stringify(payload),
          state: 'open',
          attempts: 0,
          next_at: database.instant(0),
          created_at: database.instant(0),
        },
        { transaction },
      );
    },
    insertStatement: ({ topic, owner, payload }) => ({
      sql:
        'INSERT INTO outbox_messages ' +
        '(topic, owner, payload, state, attempts, next_at, created_at) ' +
        `VALUES (?, ?, ?, 'open', 0, ${nowMs}, ${nowMs})`,
      values: [topic, owner, JSON.stringify(payload)],
    }),
    due: (topic, limit) =>
      database.sequelize.query<DueMessage>(
        'SELECT id, topic, owner, payload, attempts, next_at FROM outbox_messages AS message ' +
          `WHERE state = 'open' AND next_at <= ${nowMs} AND topic = :topic ` +
          'AND NOT EXISTS (SELECT 1 FROM outbox_messages AS earlier ' +
          "WHERE earlier.owner = message.owner AND earlier.state = 'open' " +
          'AND earlier.topic = message.topic AND earlier.id < message.id) ' +
          'ORDER BY next_at, id LIMIT :limit',
        { replacements: { topic, limit }, type: QueryTypes.SELECT },
      ),
    lease: ({ id, attempts, next_at }, leaseMs) =>
      change(
        { next_at: database.instant(leaseMs), attempts: attempts + 1 },
        { id, attempts, next_at },
      ),
    finish: async (id) => {
      const finished_at = database.instant(0);
      await change({ state: 'done', payload: NOTHING, error: null, finished_at }, { id });
    },
    postpone: async (id, attempts, delayMs, error) => {
      await change({ next_at: database.instant(delayMs), error }, { id, attempts });
    },
    bury: async (id, attempts, error) => {
      const finished_at = database.instant(0);
      await change({ state: 'dead', error, finished_at }, { id, attempts });
    },
    list: (state, limit) =>
      models.outboxMessages.findAll({ where: { state }, order: [['id', 'DESC']], limit }),
    find: async (id) => (await models.outboxMessages.findByPk(id)) ?? undefined,
    revive: (id) =>
      change(
        { state: 'open', attempts: 0, next_at: database.instant(0), finished_at: null },
        { id, state: 'dead' },
      ),
    deleteDone: async (keepMs, limit) => {
      // A delivered message keeps the end of its last lease, by which an index finds it.
      const found = await database.sequelize.query<{ id: number }>(
        "SELECT id FROM outbox_messages WHERE state = 'done' " +
          `AND next_at <= ${nowMs} - :keepMs ORDER BY next_at LIMIT :limit`,
        { replacements: { keepMs, limit }, type: QueryTypes.SELECT },
      );
      if (found.length === 0) return 0;
      const where = { id: found.map(({ id }) => id), state: 'done' as const };
      await database.transaction((transaction) =>
        models.outboxMessages.destroy({ where, transaction }),
      );
      return found.length;
    },
    newest: async (transaction, topic, owner) => {
      const [row] = await database.sequelize.query<{ state: OutboxState; ageMs: number }>(
        `SELECT state, ${nowMs} - created_at AS ageMs FROM outbox_messages ` +
          'WHERE topic = :topic AND owner = :owner ORDER BY id DESC LIMIT 1',
        { replacements: { topic, owner }, type: QueryTypes.SELECT, transaction },
      );
      return row;
    },
  };
}
