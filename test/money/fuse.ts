import type { Database } from '@ticket-flow/db';
import type { PaymentGateway } from '../../server/src/payments/index.ts';
import type { SeatStore } from '../../server/src/seats/index.ts';

export type Side = 'before' | 'after';

/** Where a node is to die: at the call of this number, before it is made or after its answer. */
export interface Death {
  readonly call: number;
  readonly side: Side;
}

/**
 * Stands between a node and its ports. It counts what crosses them, and at a chosen call the node
 * is dead: that call and every later one gets no answer any more, like those of a killed process.
 */
export interface Fuse {
  readonly calls: readonly string[];
  /** Resolves when the node has died. */
  readonly died: Promise<void>;
  store(store: SeatStore): SeatStore;
  database(database: Database): Database;
  gateway(gateway: PaymentGateway): PaymentGateway;
}

export function createFuse(death?: Death): Fuse {
  const calls: string[] = [];
  let dead = false;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    die = () => {
      dead = true;
      resolve();
    };
  });
  const never = new Promise<never>(() => undefined);

  async function pass<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (dead) return never;
    const number = calls.push(name) - 1;
    const here = (side: Side): boolean => death?.call === number && death.side === side;
    if (here('before')) die();
    if (dead) return never;
    const answer = await work();
    if (here('after')) die();
    return dead ? never : answer;
  }

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
    calls,
    died,
    store: (store) => wrap('store', store, STORE_CALLS),
    database: (database) => wrap('database', database, ['transaction', 'step']),
    gateway: (gateway) => wrap(gateway.provider, gateway, GATEWAY_CALLS),
  };
}

const STORE_CALLS = [
  ...(['hold', 'renew', 'release', 'expire', 'mine', 'pin', 'block', 'sell', 'free'] as const),
  ...(['configure', 'install', 'snapshot', 'position', 'records'] as const),
];
const GATEWAY_CALLS = ['start', 'confirm', 'look', 'close', 'refund'] as const;
