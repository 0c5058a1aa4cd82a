import type { Database, SandboxPaymentRow } from '@ticket-flow/db';

export type SandboxRecord = SandboxPaymentRow;

/** The sandbox provider's books; they outlive a restart like a real provider's. */
export interface SandboxRepository {
  find(paymentKey: string): Promise<SandboxRecord | undefined>;
  insert(record: SandboxRecord): Promise<void>;
  /** Authorised to captured or declined, once. */
  finish(paymentKey: string, state: 'captured' | 'declined'): Promise<void>;
}

export function createSandboxRepository(database: Database): SandboxRepository {
  const { models } = database;
  return {
    find: async (id) => (await models.sandboxPayments.findByPk(id)) ?? undefined,
    insert: async (record) => {
      await database.transaction((transaction) =>
        models.sandboxPayments.create(record, { transaction }),
      );
    },
    finish: async (id, state) => {
      await database.transaction((transaction) =>
        models.sandboxPayments.update(
          { state, captured_at: state === 'captured' ? Date.now() : null },
          { where: { id, state: 'authorised' }, transaction },
        ),
      );
    },
  };
}
