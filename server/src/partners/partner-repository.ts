import type { Database, PartnerRow } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';

export interface SigningKey {
  readonly kid: string;
  /** SPKI in PEM. */
  readonly publicKey: string;
}

/** A partner with what is in force; revoked keys are not. */
export interface PartnerRecord {
  readonly id: string;
  readonly organisationId: number;
  readonly name: string;
  readonly state: PartnerRow['state'];
  /** Publishable keys, the oldest first. */
  readonly keys: readonly string[];
  readonly origins: readonly string[];
  readonly signingKeys: readonly SigningKey[];
}

export type NewPartner = Pick<PartnerRecord, 'id' | 'organisationId' | 'name'>;

export interface PartnerRepository {
  /** All of them, or one, the oldest first. */
  read(where?: { readonly id?: string; readonly state?: string }): Promise<PartnerRecord[]>;
  readonly transaction: Database['transaction'];
  insert(tx: Transaction, partner: NewPartner): Promise<void>;
  /** Each tells whether there was something to change. */
  setState(tx: Transaction, id: string, state: PartnerRow['state']): Promise<boolean>;
  insertKey(tx: Transaction, id: string, key: string): Promise<void>;
  revokeKey(tx: Transaction, id: string, key: string): Promise<boolean>;
  /** One that is there already stays. */
  insertOrigin(tx: Transaction, id: string, origin: string): Promise<void>;
  deleteOrigin(tx: Transaction, id: string, origin: string): Promise<boolean>;
  /** False: another key of this partner has that id; the same key again is fine. */
  insertSigningKey(tx: Transaction, id: string, key: SigningKey): Promise<boolean>;
  deleteSigningKey(tx: Transaction, id: string, kid: string): Promise<boolean>;
}

export function createPartnerRepository(database: Database): PartnerRepository {
  const { models } = database;
  const stamp = (): { created_at: number } => ({ created_at: Date.now() });
  return {
    transaction: (work) => database.transaction(work),
    read: async (where = {}) => {
      const partners = await models.partners.findAll({ where, order: ['created_at', 'id'] });
      const theirs = { partner_id: partners.map(({ id }) => id) };
      const oldest = { order: ['created_at', 'id'] };
      const [keys, origins, signingKeys] = await Promise.all([
        models.partnerKeys.findAll({ where: { ...theirs, revoked_at: null }, ...oldest }),
        models.partnerOrigins.findAll({ where: theirs, order: ['id'] }),
        models.partnerSigningKeys.findAll({ where: theirs, order: ['id'] }),
      ]);
      const keysOf = grouped(keys, ({ id }) => id);
      const originsOf = grouped(origins, ({ origin }) => origin);
      const signingKeysOf = grouped(signingKeys, ({ kid, public_key: publicKey }) => ({
        ...{ kid, publicKey },
      }));
      return partners.map(({ id, organisation_id: organisationId, name, state }) => ({
        ...{ id, organisationId, name, state },
        keys: keysOf.get(id) ?? [],
        origins: originsOf.get(id) ?? [],
        signingKeys: signingKeysOf.get(id) ?? [],
      }));
    },
    insert: async (tx, { id, organisationId, name }) => {
      const row = { id, organisation_id: organisationId, name, state: 'active' as const };
      await models.partners.create({ ...row, ...stamp() }, { transaction: tx });
    },
    setState: async (tx, id, state) => {
      const [found] = await models.partners.update({ state }, { where: { id }, transaction: tx });
      return found > 0;
    },
    insertKey: async (tx, id, key) => {
      const row = { id: key, partner_id: id, revoked_at: null, ...stamp() };
      await models.partnerKeys.create(row, { transaction: tx });
    },
    revokeKey: async (tx, id, key) => {
      const where = { id: key, partner_id: id, revoked_at: null };
      const values = { revoked_at: Date.now() };
      const [found] = await models.partnerKeys.update(values, { where, transaction: tx });
      return found > 0;
    },
    insertOrigin: async (tx, id, origin) => {
      const row = { partner_id: id, origin, ...stamp() };
      await models.partnerOrigins.bulkCreate([row], { transaction: tx, ignoreDuplicates: true });
    },
    deleteOrigin: async (tx, id, origin) => {
      const where = { partner_id: id, origin };
      return (await models.partnerOrigins.destroy({ where, transaction: tx })) > 0;
    },
    insertSigningKey: async (tx, id, { kid, publicKey }) => {
      const where = { partner_id: id, kid };
      const row = { ...where, public_key: publicKey, ...stamp() };
      const options = { transaction: tx, ignoreDuplicates: true };
      await models.partnerSigningKeys.bulkCreate([row], options);
      const found = await models.partnerSigningKeys.findOne({ where, transaction: tx });
      return found?.public_key === publicKey;
    },
    deleteSigningKey: async (tx, id, kid) => {
      const where = { partner_id: id, kid };
      return (await models.partnerSigningKeys.destroy({ where, transaction: tx })) > 0;
    },
  };
}

function grouped<R extends { partner_id: string }, T>(
  rows: readonly R[],
  pick: (row: R) => T,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.partner_id) ?? [];
    group.push(pick(row));
    groups.set(row.partner_id, group);
  }
  return groups;
}
