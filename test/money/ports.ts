import type { Database } from '@ticket-flow/db';
import type { PaymentGateway } from '../../server/src/payments/index.ts';
import type { SeatStore } from '../../server/src/seats/index.ts';

/** What stands in a node's way to its ports: `work` is the call itself. */
export type Pass = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** The ports of a node, every call of which goes through something. */
export interface Ports {
  store(store: SeatStore): SeatStore;
  database(database: Database): Database;
  gateway(gateway: PaymentGateway): PaymentGateway;
}

const STORE_CALLS = [
  ...(['hold', 'renew', 'release', 'expire', 'mine', 'pin', 'block', 'sell', 'free'] as const),
  ...(['configure', 'install', 'snapshot', 'position', 'records'] as const),
];
const GATEWAY_CALLS = ['start', 'confirm', 'look', 'close', 'refund'] as const;

export function portsThrough(pass: Pass): Ports {
  /** Every asynchronous method of a port, by its name. */
  function wrap<T extends object>(
    name: string,
    port: T,
    methods: readonly (keyof T & string)[],
  ): T {
    const gated = Object.fromEntries(
      methods.map((method) => {
        const work = (port[method] as (...args: unknown[]) => Promise<unknown>).bind(port);
        return [method, (...args: unknown[]) => pass(`${name}.${method}`, () => work(...args))];
      }),
    );
    return { ...port, ...gated };
  }

  return {
    store: (store) => wrap('store', store, STORE_CALLS),
    database: (database) => wrap('database', database, ['transaction', 'step']),
    gateway: (gateway) => wrap(gateway.provider, gateway, GATEWAY_CALLS),
  };
}
