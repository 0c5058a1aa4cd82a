import type { Database } from '@ticket-flow/db';
import {
  adminRoutes,
  catalogRoutes,
  createCatalog,
  createCatalogRepository,
  createProductionRepository,
  createProductions,
  createSaleRepository,
  createSales,
} from './catalog/index.ts';
import { chartRoutes, createChartRepository, createCharts } from './charts/index.ts';
import type { Config } from './config.ts';
import {
  createIdentity,
  createIdentityRepository,
  createTokens,
  identityRoutes,
} from './identity/index.ts';
import {
  attachGateway,
  createAvailability,
  createFeed,
  liveMapRoutes,
  roomOutput,
  tellOrder,
} from './live-map/index.ts';
import type { LiveServer } from './live-map/index.ts';
import {
  createOrderRepository,
  createOrders,
  createOwnerLookup,
  createPaymentRepository,
  orderRoutes,
} from './orders/index.ts';
import { createSandboxGateway, createSandboxRepository, sandboxRoutes } from './payments/index.ts';
import type { Logger } from './platform/logging.ts';
import { connectSeatRedis } from './platform/redis.ts';
import type { SeatRedis } from './platform/redis.ts';
import { createSaleTerms } from './sale-terms.ts';
import { createMemorySeatStore, createRedisSeatStore, createSeats } from './seats/index.ts';
import type { SeatStore } from './seats/index.ts';
import { createWebServer } from './server.ts';
import type { WebServer } from './server.ts';

export interface App extends WebServer {
  /** Starts the jobs: sweeping, delivering, expiring, the feed. */
  start(): void;
  /** Stops jobs, sockets and connections, in that order. The database stays the caller's. */
  close(): Promise<void>;
  /** For tests that turn the jobs by hand. */
  readonly jobs: { runNow(): Promise<void> };
}

export interface ComposeOptions {
  readonly config: Config;
  readonly database: Database;
  readonly tokenSecret: string;
  /** Opens the endpoints for commands on this machine; absent: there are none. */
  readonly ownerToken?: string;
  readonly logger: Logger;
  readonly siteRoot?: string;
}

/** The only place that knows which implementation of anything is in use. */
export async function compose(options: ComposeOptions): Promise<App> {
  const { config, database, logger } = options;
  const redis = config.redisUrl ? await connectSeatRedis(config.redisUrl, logger) : undefined;
  const store = seatStore(redis);

  const charts = createCharts({ repository: createChartRepository(database) });
  const catalogRepository = createCatalogRepository(database, (ids) => charts.venuesOf(ids));
  const sales = createSales({
    catalog: catalogRepository,
    repository: createSaleRepository(database),
    charts,
  });
  const catalog = createCatalog({ repository: catalogRepository, sales });
  const tokens = createTokens({ secret: options.tokenSecret });
  const identity = createIdentity({ repository: createIdentityRepository(database), tokens });
  const orderRepository = createOrderRepository(database);
  const seats = createSeats({
    database,
    store,
    logger,
    sales: createSaleTerms(sales),
    owners: createOwnerLookup(orderRepository),
  });
  const gateway = createSandboxGateway({
    repository: createSandboxRepository(database),
    slowMs: config.sandboxSlowMs,
  });

  const productions = createProductions({ repository: createProductionRepository(database) });

  let live: LiveServer | undefined;
  const orders = createOrders({
    ...{ database, gateway, seats, sales, catalog, logger },
    repository: orderRepository,
    payments: createPaymentRepository(database),
    paymentTimeoutMs: config.paymentTimeoutMs,
    changed: (holder, orderId, state) => {
      if (live) tellOrder(live, holder, orderId, state);
    },
  });

  const feeds: ReturnType<typeof createFeed>[] = [];
  const web = createWebServer({
    logger,
    allowedOrigins: config.allowedOrigins,
    siteRoot: options.siteRoot,
    readyChecks: [
      { name: 'database', check: async () => void (await database.sequelize.query('SELECT 1')) },
      ...(redis ? [{ name: 'redis', check: async () => void (await redis.redis.ping()) }] : []),
    ],
    routes: (io) => {
      live = io;
      const feed = createFeed({ seats, output: roomOutput(io), logger });
      feeds.push(feed);
      attachGateway({ io, feed, seats, tokens, logger });
      return [
        identityRoutes({ identity, tokens, secureCookies: config.production }),
        catalogRoutes(catalog),
        chartRoutes(charts),
        liveMapRoutes(createAvailability({ feed, seats, sales })),
        orderRoutes(orders, tokens),
        sandboxRoutes(gateway),
        ...(options.ownerToken === undefined ? [] : [adminRoutes(productions, options.ownerToken)]),
      ];
    },
  });

  return {
    ...web,
    start: () => {
      seats.startJobs();
      orders.startJobs();
      for (const feed of feeds) feed.start();
    },
    close: async () => {
      await Promise.all([seats.stop(), orders.stop(), ...feeds.map((feed) => feed.stop())]);
      await web.io.close();
      await redis?.close();
    },
    jobs: { runNow: () => orders.runJobs() },
  };
}

function seatStore(redis: SeatRedis | undefined): SeatStore {
  if (!redis) return createMemorySeatStore();
  return createRedisSeatStore({ redis: redis.redis, incarnation: () => redis.incarnation() });
}
