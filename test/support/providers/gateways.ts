import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { createStripeGateway, createTossGateway } from '../../../server/src/payments/index.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import type { Logger } from '../../../server/src/platform/logging.ts';
import type { ProviderServer } from './provider-server.ts';

export interface GatewayOptions {
  /** @default 2_000 */
  readonly timeoutMs?: number;
  /** @default 'http://localhost:3000' */
  readonly publicUrl?: string;
  /** Silent unless one is given. */
  readonly logger?: Logger;
}

/** The product's gateway, connected to a provider on this machine. */
export function gatewayOf(server: ProviderServer, options: GatewayOptions = {}): PaymentGateway {
  const { timeoutMs = 2_000, publicUrl = 'http://localhost:3000' } = options;
  const { logger = createLogger('silent') } = options;
  const read = (name: string): string => server.env[name] ?? '';
  if (server.provider === 'stripe') {
    return createStripeGateway({
      secretKey: read('STRIPE_SECRET_KEY'),
      webhookSecret: read('STRIPE_WEBHOOK_SECRET'),
      baseUrl: server.url,
      ...{ publicUrl, timeoutMs, logger },
    });
  }
  return createTossGateway({
    secretKey: read('TOSS_SECRET_KEY'),
    clientKey: read('TOSS_CLIENT_KEY'),
    baseUrl: server.url,
    script: read('TOSS_SCRIPT_URL'),
    ...{ timeoutMs, logger },
  });
}
