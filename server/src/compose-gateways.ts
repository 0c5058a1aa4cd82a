import type { Database } from '@ticket-flow/db';
import type { Config } from './config.ts';
import {
  createSandboxGateway,
  createSandboxRepository,
  createStripeGateway,
  createTossGateway,
} from './payments/index.ts';
import type { PaymentGateway, SandboxGateway } from './payments/index.ts';
import type { Logger } from './platform/logging.ts';

export interface ConfiguredGateways {
  /** Of the real providers, in the order they are offered. */
  readonly real: readonly PaymentGateway[];
  /** There for old payments also where no new ones are taken. */
  readonly sandbox: SandboxGateway;
}

export interface GatewayOptions {
  readonly config: Config;
  readonly database: Database;
  readonly logger: Logger;
  /** Told of every deposit of the sandbox. */
  readonly deposited?: (orderId: string) => void;
}

/** A gateway for each provider that the configuration has keys of, and the sandbox. */
export function configuredGateways(options: GatewayOptions): ConfiguredGateways {
  const { config, database, logger, deposited } = options;
  const timeoutMs = config.paymentTimeoutMs;
  const { toss, stripe } = config;
  const publicUrl = config.publicUrl ?? `http://localhost:${String(config.port)}`;
  return {
    real: [
      ...(toss ? [createTossGateway({ ...toss, timeoutMs, logger })] : []),
      ...(stripe ? [createStripeGateway({ ...stripe, publicUrl, timeoutMs, logger })] : []),
    ],
    sandbox: createSandboxGateway({
      repository: createSandboxRepository(database),
      slowMs: config.sandboxSlowMs,
      ...(deposited && { deposited }),
    }),
  };
}

/** Sources of the payment windows that the site opens; a redirect needs none. */
export function paymentSources({ toss }: Config): string[] {
  if (!toss) return [];
  return toss.script === undefined ? ['https://*.tosspayments.com'] : [new URL(toss.script).origin];
}
