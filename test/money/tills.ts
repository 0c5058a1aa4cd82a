import type { Database } from '@ticket-flow/db';
import { createSandboxGateway, createSandboxRepository } from '../../server/src/payments/index.ts';
import type { PaymentGateway } from '../../server/src/payments/index.ts';
import { gatewayOf, startStripeServer, startTossServer } from '../support/providers/index.ts';
import type { ProviderServer } from '../support/providers/index.ts';

export const PROVIDERS = ['sandbox', 'toss', 'stripe'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** A provider with its books, as a test sees them: from the outside. */
export interface Till {
  readonly provider: ProviderName;
  readonly gateway: PaymentGateway;
  /** What a server needs in its environment to take money here. */
  readonly env: Readonly<Record<string, string>>;
  /** The server behind it, where there is one, for its faults. */
  readonly server: ProviderServer | undefined;
  readonly takesDeposits: boolean;
  /** The buyer's part: answers the payment key. */
  authorise(order: Payable, otherwise?: Otherwise): Promise<string>;
  deposit(orderId: string): Promise<void>;
  /** How often money was taken for an order, how much, and how much of it went back. */
  books(orderId: string): Promise<Books>;
  close(): Promise<void>;
}

/** Pays into an account later; or has a bank that refuses. */
export type Otherwise = 'deposit' | 'decline';

export interface Payable {
  readonly id: string;
  readonly amount: number;
}

export interface Books {
  readonly captures: number;
  readonly charged: number;
  readonly returned: number;
}

const REFUSALS = { toss: 'REJECT_CARD_PAYMENT', stripe: 'card_declined' } as const;

export async function openTill(provider: ProviderName, database: Database): Promise<Till> {
  if (provider === 'sandbox') return sandboxTill(database);
  const server = await (provider === 'toss' ? startTossServer() : startStripeServer());
  return {
    provider,
    server,
    gateway: gatewayOf(server, { timeoutMs: 1_000 }),
    env: { ...server.env, SANDBOX_PAYMENTS: '0', PUBLIC_URL: 'http://localhost:3000' },
    takesDeposits: provider === 'toss',
    authorise: ({ id, amount }, otherwise) =>
      Promise.resolve(
        server.authorise(id, amount, {
          currency: 'KRW',
          ...(otherwise === 'deposit' && { method: '가상계좌' }),
          ...(otherwise === 'decline' && { refusal: REFUSALS[provider] }),
        }),
      ),
    deposit: (orderId) => {
      server.deposit(orderId);
      return Promise.resolve();
    },
    books: (orderId) =>
      Promise.resolve({
        captures: server.captures(orderId),
        charged: server.charged(orderId),
        returned: server.returned(orderId),
      }),
    close: () => server.stop(),
  };
}

function sandboxTill(database: Database): Till {
  const { sandboxPayments } = database.models;
  const gateway = createSandboxGateway({
    repository: createSandboxRepository(database),
    slowMs: 0,
  });
  return {
    provider: 'sandbox',
    server: undefined,
    gateway,
    env: {},
    takesDeposits: true,
    authorise: async ({ id: orderId, amount }, otherwise) => {
      const behaviour = otherwise ?? 'approve';
      const payment = { orderId, amount, currency: 'KRW', behaviour } as const;
      return (await gateway.authorise(payment)).paymentKey;
    },
    deposit: async (orderId) => {
      const found = await sandboxPayments.findOne({
        where: { order_ref: orderId, state: 'waiting' },
      });
      if (found) await gateway.deposit(found.id);
    },
    books: async (orderId) => {
      const where = { order_ref: orderId, state: 'captured' as const };
      const captured = await sandboxPayments.findAll({ where, raw: true });
      const total = (amounts: number[]): number => amounts.reduce((sum, n) => sum + n, 0);
      return {
        captures: captured.length,
        charged: total(captured.map(({ amount }) => amount)),
        returned: total(captured.map(({ returned }) => returned)),
      };
    },
    close: () => Promise.resolve(),
  };
}
