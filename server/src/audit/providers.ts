import type { LookOutcome, PaymentGateway, PaymentReference } from '../payments/index.ts';
import type { Logger } from '../platform/logging.ts';
import { createSource } from './sources.ts';
import type { Source } from './sources.ts';

export type Looked = Exclude<LookOutcome, { readonly outcome: 'unknown' }>;

/** The providers during one pass; one that stops answering is not asked any more. */
export interface Providers {
  readonly all: readonly PaymentGateway[];
  /** Undefined when the provider gave no answer, or is not one of ours. */
  look(provider: string, payment: PaymentReference): Promise<Looked | undefined>;
}

export function createProviders(gateways: readonly PaymentGateway[], logger: Logger): Providers {
  const byName = new Map<string, { gateway: PaymentGateway; source: Source }>(
    gateways.map((gateway) => {
      return [gateway.provider, { gateway, source: createSource(gateway.provider, logger) }];
    }),
  );
  return {
    all: gateways,
    look: async (provider, payment) => {
      const known = byName.get(provider);
      return known?.source.ask(async () => {
        const found = await known.gateway.look(payment);
        return found.outcome === 'unknown' ? undefined : found;
      });
    },
  };
}
