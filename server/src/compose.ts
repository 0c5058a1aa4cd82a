import { join } from 'node:path';
import { createAdapter } from '@socket.io/redis-adapter';
import { auditRoutes, createAudit, createAuditRepository } from './audit/index.ts';
import { adminRoutes, createSaleTerms, createSeating } from './catalog/index.ts';
import { composeAccounts } from './compose-accounts.ts';
import { composeCatalog } from './compose-catalog.ts';
import { configuredGateways, paymentSources } from './compose-gateways.ts';
import type { App, ComposeOptions } from './compose-app.ts';
import { composeSearch } from './compose-search.ts';
import { composeLimits } from './compose-limits.ts';
import { composeWaitingRoom, roomStore } from './compose-waiting-room.ts';
import { createOrganisationRepository, holderOfUser, identityRoutes } from './identity/index.ts';
import type { Tokens } from './identity/index.ts';
import {
  attachGateway,
  attachNudges,
  createTellHolder,
  createAvailability,
  createFeed,
  liveMapRoutes,
  roomOutput,
  tellOrder,
} from './live-map/index.ts';
import type { Feed, LiveServer } from './live-map/index.ts';
import { humanCheckRoutes } from './limits/index.ts';
import {
  createOrderRepository,
  createOrders,
  createOwnerLookup,
  createRefundRepository,
  createTicketSigning,
  orderAdminRoutes,
  orderRoutes,
} from './orders/index.ts';
import { createOutbox, outboxRoutes } from './outbox/index.ts';
import {
  createPartnerRepository,
  createPartners,
  createSocketsForPartners,
  partnerAdminRoutes,
  restForPartners,
} from './partners/index.ts';
import { createGateways, paymentRoutes, sandboxRoutes } from './payments/index.ts';
import { requireOwner } from './platform/http/owner.ts';
import { createMailer } from './platform/mail/mailer.ts';
import { createRedisMutex, noMutex } from './platform/mutex.ts';
import { connectAdapterRedis, connectSeatRedis } from './platform/redis.ts';
import type { SeatRedis } from './platform/redis.ts';
import {
  createBestAvailable,
  createMemorySeatStore,
  createRedisSeatStore,
  createSeats,
  readLedger,
} from './seats/index.ts';
import type { AdmissionList, SeatStore, Seats } from './seats/index.ts';

export type { App, ComposeOptions, ReadyCheck, Wrap } from './compose-app.ts';

/** The classic adapter: local viewers go on hearing everything while Redis is away. */
const ADAPTER = { key: 'ticket-flow' };

/** The only place that knows which implementation of anything is in use. */
export async function compose(options: ComposeOptions): Promise<App> {
  const { config, database, logger } = options;
  const redis = config.redisUrl ? await connectSeatRedis(config.redisUrl, logger) : undefined;
  const nodes = config.redisUrl ? await connectAdapterRedis(config.redisUrl, logger) : undefined;
  const { store: wrapStore = same, gateway: wrapGateway = same } = options.wrap ?? {};
  const { rooms, admissions } = roomStore(redis);
  const store = wrapStore(seatStore(redis, admissions));

  const wrapReads = options.wrap?.reads;
  const catalogue = composeCatalog({ database, redis: nodes?.publisher, wrapReads, logger });
  const { sales, catalog, productions } = catalogue;
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
  const limiting = composeLimits({ config, redis, logger });
  const { limits } = limiting;
  const mutex = redis ? createRedisMutex(redis.redis) : noMutex;
  const waiting = composeWaitingRoom({
    ...{ database, rooms, sales, catalog, identity, limits, mutex, logger },
    ...{ orders: orderRepository, tokenSecret: options.tokenSecret, seats: () => seats },
  });
  const seats: Seats = createSeats({
    database,
    store,
    logger,
    sales: createSaleTerms(sales),
    owners: createOwnerLookup(orderRepository),
    mutex,
    admission: waiting.admission,
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

  const searching = composeSearch({
    ...{ config, database, redis, tokens, logger },
    tokenSecret: options.tokenSecret,
  });

  let live: LiveServer | undefined;
  const orders = createOrders({
    ...{ database, gateways, seats, sales, catalog, outbox, signing, mailer, publicUrl, logger },
    repository: orderRepository,
    refunds: createRefundRepository(database),
    paymentTimeoutMs: config.paymentTimeoutMs,
    depositCheckMs: config.depositCheckMs,
    changed: (holder, orderId, state, performanceId) => {
      limiting.orderMoved(holder, performanceId, state);
      waiting.orderMoved(holder, performanceId, state);
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
    services: { orders, seats, outbox, audit, partners, waitingRooms: waiting.management },
    embedding: { rest: restForPartners(partners), guard: partnerSockets.guard },
    limits,
    foreignSources: [...paymentSources(config), ...limiting.humanSources],
    answerReady: catalogue.ready,
    attach: (io) => {
      live = io;
      if (nodes) io.adapter(createAdapter(nodes.publisher, nodes.subscriber, ADAPTER));
      const shown = (feed = createFeed({ seats, output: roomOutput(io, logger), logger }));
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
      if (nodes) {
        attachNudges({ io, seats, feed, tellHolder: createTellHolder({ io, seats, logger }) });
      }
      if (nodes) limiting.join(io);
      const { ownerToken } = options;
      return [
        identityRoutes({
          ...{ identity, tokens, secureCookies: config.production, doorkeeper: limits.signIn },
          allowedOrigins: config.allowedOrigins,
        }),
        ...catalogue.routes(),
        humanCheckRoutes(limits.humans),
        ...searching.attach(io, ownerToken),
        ...waiting.attach(io, ownerToken),
        liveMapRoutes(createAvailability({ feed, sales })),
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
      catalogue.watch.start();
      seats.startJobs();
      orders.startJobs();
      outbox.startJobs();
      accountUpkeep.startJobs();
      searching.startJobs();
      waiting.startJobs();
      feed?.start();
    },
    stopJobs: async () => {
      partnerSockets.stop();
      const jobs = [seats.stop(), orders.stop(), outbox.stop(), accountUpkeep.stop()];
      jobs.push(catalogue.watch.stop());
      await Promise.all([...jobs, feed?.stop(), limiting.stop(), searching.stop(), waiting.stop()]);
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

function seatStore(redis: SeatRedis | undefined, admissions?: AdmissionList): SeatStore {
  if (!redis) return createMemorySeatStore(admissions && { admissions });
  return createRedisSeatStore({ redis: redis.redis, incarnation: () => redis.incarnation() });
}
