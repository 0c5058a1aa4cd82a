import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import {
  createSandboxGateway,
  createSandboxRepository,
} from '../../../server/src/payments/index.ts';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { gatewayOf, startStripeServer, startTossServer } from '../../support/providers/index.ts';
import type { ProviderServer } from '../../support/providers/index.ts';

/** A gateway, and what a check knows about its provider without asking it. */
export interface Subject {
  readonly gateway: PaymentGateway;
  authorise(orderId: string, amount: number, refused?: boolean): Promise<string>;
  /** The provider gives up by itself what was authorised. */
  expire(orderId: string): Promise<void>;
  forgetKeys(): void;
  captures(orderId: string): Promise<number>;
  returned(orderId: string): Promise<number>;
  stop(): Promise<void>;
}

export function subjects(mariadbUrl: () => string): [string, () => Promise<Subject>][] {
  return [
    ['sandbox on SQLite', async () => sandbox(await sqliteDatabase())],
    ['sandbox on MariaDB', async () => sandbox(await mariadbDatabase(mariadbUrl()))],
    ['Toss', async () => remote(await startTossServer(), 'REJECT_CARD_PAYMENT')],
    ['Stripe', async () => remote(await startStripeServer(), 'insufficient_funds')],
  ];
}

function remote(server: ProviderServer, refusal: string): Subject {
  return {
    gateway: gatewayOf(server),
    authorise: (orderId, amount, refused = false) =>
      Promise.resolve(server.authorise(orderId, amount, refused ? { refusal } : {})),
    expire: (orderId) => Promise.resolve(server.expire(orderId)),
    forgetKeys: () => {
      server.forgetKeys();
    },
    captures: (orderId) => Promise.resolve(server.captures(orderId)),
    returned: (orderId) => Promise.resolve(server.returned(orderId)),
    stop: () => server.stop(),
  };
}

function sandbox(test: TestDatabase): Subject {
  const { database } = test;
  const repository = createSandboxRepository(database);
  const gateway = createSandboxGateway({ repository, slowMs: 10 });
  return {
    gateway,
    authorise: async (orderId, amount, refused = false) => {
      const behaviour = refused ? 'decline' : 'approve';
      const made = await gateway.authorise({ orderId, amount, currency: 'KRW', behaviour });
      return made.paymentKey;
    },
    expire: async (orderId) => {
      const record = await repository.findByOrder(orderId);
      if (record) await repository.move(record.id, ['authorised', 'waiting'], 'closed');
    },
    forgetKeys: () => undefined,
    captures: async (orderId) =>
      database.models.sandboxPayments.count({ where: { order_ref: orderId, state: 'captured' } }),
    returned: async (orderId) => (await repository.findByOrder(orderId))?.returned ?? 0,
    stop: () => test.drop(),
  };
}
