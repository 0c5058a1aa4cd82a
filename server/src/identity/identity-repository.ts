import { randomUUID } from 'node:crypto';
import type { Database, RefreshTokenRow, UserRow } from '@ticket-flow/db';
import { Op, UniqueConstraintError, literal } from 'sequelize';
import type { Transaction } from 'sequelize';
import { createLinkRepository } from './link-repository.ts';
import type { LinkRepository } from './link-repository.ts';

export type Account = UserRow;
export type RefreshToken = RefreshTokenRow;

export interface NewAccount {
  readonly email: string;
  readonly passwordHash: string;
  readonly name: string;
  readonly locale: string;
}

export interface NewRefreshToken {
  readonly userId: string;
  readonly familyId: string;
  readonly tokenHash: string;
  readonly expiresAt: number;
}

export interface IdentityRepository extends LinkRepository {
  /**
   * Undefined when the e-mail has an account already. `also` writes more in the same transaction.
   */
  createAccount(
    account: NewAccount,
    also: (tx: Transaction, account: Account) => Promise<void>,
  ): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  findById(id: string): Promise<Account | undefined>;
  /** AUTH-10: false, and nothing is saved, when the password is not this one any more. */
  saveRefreshToken(token: NewRefreshToken, passwordHash: string): Promise<boolean>;
  findRefreshToken(tokenHash: string): Promise<RefreshToken | undefined>;
  /** AUTH-3: marks a token as used and stores its successor; false when it was used before. */
  rotate(usedHash: string, successor: NewRefreshToken): Promise<boolean>;
  revokeFamily(familyId: string): Promise<void>;
  /** Deletes sign-ins that ended so long ago, and answers how many. */
  deleteSignIns(keepMs: number, limit: number): Promise<number>;
}

export function createIdentityRepository(database: Database): IdentityRepository {
  const { models, nowMs } = database;
  const toRow = (token: NewRefreshToken): RefreshTokenRow => ({
    id: randomUUID(),
    family_id: token.familyId,
    user_id: token.userId,
    token_hash: token.tokenHash,
    created_at: Date.now(),
    expires_at: token.expiresAt,
    used_at: null,
    revoked_at: null,
  });
  return {
    ...createLinkRepository(database),
    createAccount: async ({ email, passwordHash, name, locale }, also) => {
      const row: UserRow = {
        id: randomUUID(),
        email,
        password_hash: passwordHash,
        name,
        locale,
        platform_operator: false,
        email_verified_at: null,
        created_at: Date.now(),
      };
      try {
        await database.transaction(async (transaction) => {
          await models.users.create(row, { transaction });
          await also(transaction, row);
        });
        return row;
      } catch (error) {
        if (error instanceof UniqueConstraintError) return undefined;
        throw error;
      }
    },
    findByEmail: async (email) => (await models.users.findOne({ where: { email } })) ?? undefined,
    findById: async (id) => (await models.users.findByPk(id)) ?? undefined,
    saveRefreshToken: (token, passwordHash) =>
      database.transaction(async (transaction) => {
        const lock = transaction.LOCK.SHARE;
        const where = { id: token.userId, password_hash: passwordHash };
        if (!(await models.users.findOne({ where, transaction, lock }))) return false;
        await models.refreshTokens.create(toRow(token), { transaction });
        return true;
      }),
    findRefreshToken: async (tokenHash) =>
      (await models.refreshTokens.findOne({ where: { token_hash: tokenHash } })) ?? undefined,
    rotate: (usedHash, successor) =>
      database.transaction(async (transaction) => {
        const [used] = await models.refreshTokens.update(
          { used_at: Date.now() },
          { where: { token_hash: usedHash, used_at: null, revoked_at: null }, transaction },
        );
        if (used === 0) return false;
        await models.refreshTokens.create(toRow(successor), { transaction });
        return true;
      }),
    revokeFamily: async (familyId) => {
      await database.transaction((transaction) =>
        models.refreshTokens.update(
          { revoked_at: Date.now() },
          { where: { family_id: familyId, revoked_at: null }, transaction },
        ),
      );
    },
    deleteSignIns: async (keepMs, limit) => {
      const where = { [Op.and]: literal(`expires_at <= ${nowMs} - ${String(keepMs)}`) };
      const old = await models.refreshTokens.findAll({ where, order: ['expires_at'], limit });
      const id = old.map((token) => token.id);
      if (id.length === 0) return 0;
      await database.transaction((transaction) =>
        models.refreshTokens.destroy({ where: { id }, transaction }),
      );
      return id.length;
    },
  };
}
