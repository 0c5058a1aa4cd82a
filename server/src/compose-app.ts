import type { Database } from '@ticket-flow/db';
import type { MiddlewareHandler } from 'hono';
import type { Audit } from './audit/index.ts';
import type { Config } from './config.ts';
import type { Limits } from './limits/index.ts';
import type { LiveServer } from './live-map/index.ts';
import type { Orders } from './orders/index.ts';
import type { Outbox } from './outbox/index.ts';
import type { Partners, SocketsForPartners } from './partners/index.ts';
import type { PaymentGateway } from './payments/index.ts';
import type { Api, ApiEnv } from './platform/http/api.ts';
import type { Finished } from './platform/http/finished.ts';
import type { KeptReads } from './platform/kept-reads/index.ts';
import type { Logger } from './platform/logging.ts';
import type { SeatStore, Seats } from './seats/index.ts';
import type { Management as WaitingRooms } from './waiting-room/index.ts';

/** All services, wired; what is left is to give them a web server. */
export interface App {
  /** Lets pages of partners in, and no other foreign ones. */
  readonly embedding: {
    readonly rest: MiddlewareHandler<ApiEnv>;
    readonly guard: SocketsForPartners['guard'];
  };
  /** The REST routes; also hangs the socket edge and the feed on the socket server. */
  attach(io: LiveServer): readonly Api[];
  readonly readyChecks: readonly ReadyCheck[];
  /** The answer that lies in memory for an address (CACHE-6). */
  readonly answerReady: (url: string) => Finished | undefined;
  readonly limits: Pick<Limits, 'rest' | 'sockets'>;
  /** Payment windows and the human check, for the site's Content-Security-Policy. */
  readonly foreignSources: readonly string[];
  /** The same that the edges use, for who has no use for an edge. */
  readonly services: {
    readonly orders: Orders;
    readonly seats: Seats;
    readonly outbox: Outbox;
    readonly audit: Audit;
    readonly partners: Partners;
    readonly waitingRooms: WaitingRooms;
  };
  /** Starts the jobs: sweeping, delivering, expiring, the feed. */
  start(): void;
  stopJobs(): Promise<void>;
  /** Lets go of Redis, last of all. The database stays the caller's. */
  disconnect(): Promise<void>;
}

export interface ReadyCheck {
  readonly name: string;
  /** Rejects when the dependency does not answer. */
  check(): Promise<void>;
}

export interface ComposeOptions {
  readonly config: Config;
  readonly database: Database;
  readonly tokenSecret: string;
  /** Keys that sign tickets, 32 bytes each; the first one signs. */
  readonly ticketSeeds: readonly Uint8Array[];
  /** Opens the endpoints for commands on this machine; absent: there are none. */
  readonly ownerToken?: string;
  /** Puts something round the ports: to watch what crosses them, or to cut it off. */
  readonly wrap?: Partial<Wrap>;
  readonly logger: Logger;
}

export interface Wrap {
  store(store: SeatStore): SeatStore;
  gateway(gateway: PaymentGateway): PaymentGateway;
  reads(reads: KeptReads): KeptReads;
}
