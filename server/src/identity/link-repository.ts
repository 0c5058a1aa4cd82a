import type { AccountTokenRow, Database } from '@ticket-flow/db';
import { Op, literal } from 'sequelize';
import type { Transaction } from 'sequelize';
import { AppError } from '../platform/errors.ts';
import type { Account } from './identity-repository.ts';

export type LinkPurpose = AccountTokenRow['purpose'];

export interface NewLink {
  /** The hash of what the link carries. */
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly userId: string;
  /** Where it is sent: it proves this address and no other. */
  readonly email: string;
  readonly ttlMs: number;
}

/** The links of our mails. What is too old is told by the database's clock. */
export interface LinkRepository {
  /** Runs `work` while nobody else does for this account. Throws UNAUTHENTICATED without one. */
  withUser<T>(userId: string, work: (tx: Transaction, account: Account) => Promise<T>): Promise<T>;
  saveLink(link: NewLink): Promise<void>;
  /** AUTH-6: false when the link is too old, unknown, or for an address the account left. */
  verify(id: string): Promise<boolean>;
  canReset(id: string): Promise<boolean>;
  /** AUTH-9: all of it or nothing; false when the link is no good (any more). */
  reset(id: string, passwordHash: string): Promise<boolean>;
  /** Deletes links that became too old so long ago, and answers how many. */
  deleteLinks(keepMs: number, limit: number): Promise<number>;
}

export function createLinkRepository(database: Database): LinkRepository {
  const { models, nowMs } = database;

  const usable = (id: string, purpose: LinkPurpose) => ({
    ...{ id, purpose, ...(purpose === 'reset_password' && { used_at: null }) },
    [Op.and]: literal(`expires_at > ${nowMs}`),
  });

  /** The row stays as it is until the transaction ends. */
  function lockUser(
    transaction: Transaction,
    where: { id: string; email?: string },
  ): Promise<Account | null> {
    const lock = transaction.LOCK.UPDATE;
    return models.users.findOne({ where, transaction, lock });
  }

  /** Marks links as used: one, or all of a person's for this purpose. */
  async function spend(
    transaction: Transaction,
    which: { id: string } | { user_id: string; purpose: LinkPurpose },
  ): Promise<boolean> {
    const [spent] = await models.accountTokens.update(
      { used_at: database.instant(0) },
      { where: { ...which, used_at: null }, transaction },
    );
    return spent > 0;
  }

  async function endSignIns(transaction: Transaction, userId: string): Promise<void> {
    await models.refreshTokens.update(
      { revoked_at: database.instant(0) },
      { where: { user_id: userId, revoked_at: null }, transaction },
    );
  }

  async function changeUser(
    transaction: Transaction,
    { id, email_verified_at: verifiedAt }: Account,
    set: { password_hash?: string },
  ): Promise<void> {
    const email_verified_at = verifiedAt ?? database.instant(0);
    await models.users.update({ ...set, email_verified_at }, { where: { id }, transaction });
  }

  return {
    withUser: (id, work) =>
      database.transaction(async (tx) => {
        const account = await lockUser(tx, { id });
        if (!account) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
        return work(tx, account);
      }),
    saveLink: async ({ id, purpose, userId, email, ttlMs }) => {
      const row = {
        ...{ id, user_id: userId, purpose, email, used_at: null },
        created_at: database.instant(0),
        expires_at: database.instant(ttlMs),
      };
      await database.transaction((transaction) =>
        models.accountTokens.create(row, { transaction }),
      );
    },
    verify: (id) =>
      database.transaction(async (transaction) => {
        const where = usable(id, 'verify_email');
        const link = await models.accountTokens.findOne({ where, transaction });
        if (!link) return false;
        const account = await lockUser(transaction, { id: link.user_id, email: link.email });
        if (!account) return false;
        await changeUser(transaction, account, {});
        await spend(transaction, { id });
        return true;
      }),
    canReset: async (id) => {
      const where = usable(id, 'reset_password');
      return (await models.accountTokens.count({ where })) === 1;
    },
    reset: (id, passwordHash) =>
      database.transaction(async (transaction) => {
        const where = usable(id, 'reset_password');
        const link = await models.accountTokens.findOne({ where, transaction });
        if (!link) return false;
        // The account first: two links of one person then meet here and nowhere else.
        const account = await lockUser(transaction, { id: link.user_id, email: link.email });
        if (!account || !(await spend(transaction, { id }))) return false;
        await changeUser(transaction, account, { password_hash: passwordHash });
        await spend(transaction, { user_id: account.id, purpose: 'reset_password' });
        await endSignIns(transaction, account.id);
        return true;
      }),
    deleteLinks: async (keepMs, limit) => {
      const where = { [Op.and]: literal(`expires_at <= ${nowMs} - ${String(keepMs)}`) };
      const old = await models.accountTokens.findAll({ where, order: ['expires_at'], limit });
      const id = old.map((link) => link.id);
      if (id.length === 0) return 0;
      await database.transaction((transaction) =>
        models.accountTokens.destroy({ where: { id }, transaction }),
      );
      return id.length;
    },
  };
}
