import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import { createAddressOf } from './addresses.ts';
import type { AddressOf } from './addresses.ts';
import { createConnections } from './connections.ts';
import { createCoolDowns } from './cool-downs.ts';
import type { CoolDowns } from './cool-downs.ts';
import { createHumans } from './human-check.ts';
import type { HumanCheck, Humans } from './human-check.ts';
import type { ConnectionCaps, LimitTable } from '../platform/limit-table.ts';
import { exchangeNews } from './node-news.ts';
import type { NodeNews } from './node-news.ts';
import type { RateLimits } from './rate-limits.ts';
import { createRestLimits } from './rest-limits.ts';
import type { RestLimits } from './rest-limits.ts';
import { createSignInGuard } from './sign-in-guard.ts';
import type { SignInGuard } from './sign-in-guard.ts';
import { createSocketLimits } from './socket-limits.ts';
import type { SocketLimits } from './socket-limits.ts';

/** What keeps one person, one address or one script from taking it all. */
export interface Limits {
  readonly rest: RestLimits;
  readonly sockets: SocketLimits;
  readonly signIn: SignInGuard;
  readonly humans: Humans;
  readonly coolDowns: CoolDowns;
  /** Who is asking, as it is counted. */
  readonly addressOf: AddressOf;
  /** Connects this node with the others. */
  join(news: NodeNews): Job;
}

export interface LimitsDependencies {
  readonly rateLimits: RateLimits;
  readonly table: LimitTable;
  readonly connections: ConnectionCaps;
  readonly check: HumanCheck;
  readonly trustedProxies: readonly string[];
  readonly nodeId: string;
  readonly logger: Logger;
}

export function createLimits(dependencies: LimitsDependencies): Limits {
  const { rateLimits: limits, table, trustedProxies, nodeId, logger } = dependencies;
  const addressOf = createAddressOf({ trustedProxies, logger });
  const humans = createHumans({ check: dependencies.check, logger });
  const connections = createConnections({ node: nodeId, caps: dependencies.connections });
  let exchange: ReturnType<typeof exchangeNews> | undefined;
  const coolDowns = createCoolDowns({ limits, table, tell: (news) => exchange?.tell(news) });
  return {
    rest: createRestLimits({ limits, table, addressOf }),
    sockets: createSocketLimits({ table, addressOf, connections, coolDowns }),
    signIn: createSignInGuard({ limits, table, humans }),
    humans,
    coolDowns,
    addressOf,
    join: (news) => {
      exchange = exchangeNews({ news, coolDowns, connections, logger });
      return exchange.startJob();
    },
  };
}
