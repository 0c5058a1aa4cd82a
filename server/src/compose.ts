import { join } from 'node:path';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Database } from '@ticket-flow/db';
import type { MiddlewareHandler } from 'hono';
import { auditRoutes, createAudit, createAuditRepository } from './audit/index.ts';
import type { Audit } from './audit/index.ts';
import { adminRoutes, catalogRoutes, createSaleTerms, createSeating } from './catalog/index.ts';
import { chartRoutes } from './charts/index.ts';
import { composeAccounts } from './compose-accounts.ts';
import { composeCatalog } from './compose-catalog.ts';
import { configuredGateways, paymentSources } from './compose-gateways.ts';
import { composeLimits } from './compose-limits.ts';
import type { Config } from './config.ts';
import { createOrganisationRepository, holderOfUser, identityRoutes } from './identity/index.ts';
import type { Tokens } from './identity/index.ts';
import {
  attachGateway,
  attachNudges,
  createAvailability,
  createFeed,
  liveMapRoutes,
  roomOutput,
  tellOrder,
} from './live-map/index.ts';
import type { Feed, LiveServer } from './live-map/index.ts';
import { humanCheckRoutes } from './limits/index.ts';
import type { Limits } from './limits/index.ts';
import {
  createOrderRepository,
  createOrders,
  createOwnerLookup,
  createRefundRepository,
  createTicketSigning,
  orderAdminRoutes,
  orderRoutes,
} from './orders/index.ts';
import type { Orders } from './orders/index.ts';
import { createOutbox, outboxRoutes } from './outbox/index.ts';
import type { Outbox } from './outbox/index.ts';
import {
  createPartnerRepository,
  createPartners,
  createSocketsForPartners,
  partnerAdminRoutes,
  restForPartners,
} from './partners/index.ts';
import type { Partners, SocketsForPartners } from './partners/index.ts';
import { createGateways, paymentRoutes, sandboxRoutes } from './payments/index.ts';
import type { PaymentGateway } from './payments/index.ts';
import type { Api, ApiEnv } from './platform/http/api.ts';
import { requireOwner } from './platform/http/owner.ts';
import type { Logger } from './platform/logging.ts';
import { createMailer } from './platform/mail/mailer.ts';
import { createRedisMutex, noMutex } from './platform/mutex.ts';
import { connectAdapterRedis, connectSeatRedis } from './platform/redis.ts';
import type { SeatRedis } from './platform/redis.ts';
import {
  createBestAvailable,
  createMemorySeatStore,
  createRedisSeatStore,
  createSeats,
  noAdmission,
  readLedger,
} from './seats/index.ts';
import type { SeatStore, Seats } from './seats/index.ts';

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
}

/** The classic adapter: local viewers go on hearing everything while Redis is away. */
const ADAPTER = { key: 'ticket-flow' };

/** The only place that knows which implementation of anything is in use. */
export async function compose(options: ComposeOptions): Promise<App> {
  const { config, database, logger } = options;
  const redis = config.redisUrl ? await connectSeatRedis(config.redisUrl, logger) : undefined;
  const nodes = config.redisUrl ? await connectAdapterRedis(config.redisUrl, logger) : undefined;
  const { store: wrapStore = same, gateway: wrapGateway = same } = options.wrap ?? {};
  const store = wrapStore(seatStore(redis));

  const { charts, sales, catalog, productions } = composeCatalog({ database });
  const outbox = createOutbox({ database, logger });
  const publicUrl = config.publicUrl ?? `http://localhost:${String(config.port)}`;
  const mailer = createMailer({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    file: join(config.dataDir, 'mail.log'),
  });
  const { tokens, identity, accountUpkeep } = composeAccounts({
    ...{ database, outbox, mailer, publicUrl, logger },
    tokenSecret: options.tokenSecret,
  });
  const orderRepository = createOrderRepository(database);
  const seats = createSeats({
    database,
    store,
    logger,
    sales: createSaleTerms(sales),
    owners: createOwnerLookup(orderRepository),
    mutex: redis ? createRedisMutex(redis.redis) : noMutex,
    admission: noAdmission,
    pinAgeMs: config.pinAgeMs,
  });
  const deposited = (orderId: string): void => {
    orders.wake(orderId).catch((error: unknown) => {
      logger.warn({ err: error, orderId }, 'a deposit is left to the job');
    });
  };
  const { real, sandbox } = configuredGateways({ config, database, logger, deposited });
  const offered = config.sandboxPayments ? [...real, sandbox] : real;
  const gateways = createGateways(offered.map(wrapGateway));
  const signing = createTicketSigning(options.ticketSeeds);

  const partners = createPartners({
    repository: createPartnerRepository(database),
    organisations: createOrganisationRepository(database),
    logger,
  });
  const partnerSockets = createSocketsForPartners({ partners, logger });

  const limiting = composeLimits({ config, redis, logger });
  const { limits } = limiting;

  let live: LiveServer | undefined;
  const orders = createOrders({
    ...{ database, gateways, seats, sales, catalog, outbox, signing, mailer, publicUrl, logger },
    repository: orderRepository,
    refunds: createRefundRepository(database),
    paymentTimeoutMs: config.paymentTimeoutMs,
    depositCheckMs: config.depositCheckMs,
    changed: (holder, orderId, state, performanceId) => {
      limiting.orderMoved(holder, performanceId, state);
      if (live) tellOrder(live, holder, orderId, state);
    },
  });

  const audit = createAudit({
    gateways: config.sandboxPayments ? gateways.all : [...gateways.all, sandbox],
    repository: createAuditRepository(database),
    pinAgeMs: config.pinAgeMs,
    logger,
    readLedger: (performanceId) => readLedger(store, performanceId),
  });

  let feed: Feed | undefined;
  return {
    services: { orders, seats, outbox, audit, partners },
    embedding: { rest: restForPartners(partners), guard: partnerSockets.guard },
    limits,
    foreignSources: [...paymentSources(config), ...limiting.humanSources],
    attach: (io) => {
      live = io;
      if (nodes) io.adapter(createAdapter(nodes.publisher, nodes.subscriber, ADAPTER));
      const shown = (feed = createFeed({ seats, output: roomOutput(io), logger }));
      const best = createBestAvailable({
        ...{ seats, seatingOf: createSeating(sales) },
        shown: (id) => {
          const replica = shown.replica(id);
          return replica?.live ? replica : undefined;
        },
      });
      attachGateway({
        ...{ io, feed, best, logger },
        seats: limiting.counted(seats),
        identify: async (request, token) => {
          const customer = await partnerSockets.customerOn(request, token);
          return limiting.identified(customer ?? accountOf(tokens, token), request);
        },
      });
      if (nodes) attachNudges(io, seats, feed);
      if (nodes) limiting.join(io);
      const { ownerToken } = options;
      return [
        identityRoutes({
          ...{ identity, tokens, secureCookies: config.production, doorkeeper: limits.signIn },
          allowedOrigins: config.allowedOrigins,
        }),
        catalogRoutes(catalog),
        chartRoutes(charts),
        humanCheckRoutes(limits.humans),
        liveMapRoutes(createAvailability({ feed, seats, sales })),
        orderRoutes({ orders, tokens, signing }),
        paymentRoutes({ gateways, logger, wake: (id, secret) => orders.wake(id, secret) }),
        ...(config.sandboxPayments ? [sandboxRoutes(sandbox)] : []),
        ...(ownerToken === undefined
          ? []
          : [
              adminRoutes(productions, ownerToken),
              orderAdminRoutes(orders, ownerToken),
              outboxRoutes(outbox, requireOwner(ownerToken)),
              auditRoutes(audit, ownerToken),
              partnerAdminRoutes(partners, ownerToken),
            ]),
      ];
    },
    readyChecks: [
      { name: 'database', check: () => database.ping() },
      ...(redis ? [{ name: 'redis', check: () => redis.ping() }] : []),
    ],
    start: () => {
      seats.startJobs();
      orders.startJobs();
      outbox.startJobs();
      accountUpkeep.startJobs();
      feed?.start();
    },
    stopJobs: async () => {
      partnerSockets.stop();
      const jobs = [seats.stop(), orders.stop(), outbox.stop(), accountUpkeep.stop()];
      await Promise.all([...jobs, feed?.stop(), limiting.stop()]);
      mailer.close();
    },
    disconnect: async () => {
      await Promise.all([nodes?.close(), redis?.close()]);
    },
  };
}

function accountOf(tokens: Tokens, token: string): { holder: string; expiresAt: number } {
  const { userId, expiresAt } = tokens.verify(token);
  return { holder: holderOfUser(userId), expiresAt };
}

function same<T>(port: T): T {
  return port;
}

function seatStore(redis: SeatRedis | undefined): SeatStore {
  if (!redis) return createMemorySeatStore();
  return createRedisSeatStore({ redis: redis.redis, incarnation: () => redis.incarnation() });
}
