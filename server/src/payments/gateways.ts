import type { PaymentGateway } from './gateway.ts';

/** The providers that this server takes money through, in the order they are offered. */
export interface Gateways {
  readonly all: readonly PaymentGateway[];
  /** What is offered when the buyer does not choose. */
  readonly first: PaymentGateway;
  of(provider: string): PaymentGateway | undefined;
  /** Whose a payment key is; undefined when nobody recognises it. */
  forKey(paymentKey: string): PaymentGateway | undefined;
}

/** Throws when there is none, or two of one name: both are mistakes of the configuration. */
export function createGateways(list: readonly PaymentGateway[]): Gateways {
  const [first] = list;
  if (!first) throw new Error('there is no payment gateway');
  const byName = new Map(list.map((gateway) => [gateway.provider, gateway]));
  if (byName.size < list.length) throw new Error('two payment gateways have the same name');
  return {
    all: list,
    first,
    of: (provider) => byName.get(provider),
    forKey: (paymentKey) => list.find((gateway) => gateway.recognises(paymentKey)),
  };
}
