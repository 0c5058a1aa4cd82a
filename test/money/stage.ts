import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../server/src/compose.ts';
import type { App } from '../../server/src/compose.ts';
import { loadConfig } from '../../server/src/config.ts';
import { createLogger } from '../../server/src/platform/logging.ts';
import { connectSeatRedis } from '../../server/src/platform/redis.ts';
import { deriveTicketSeed } from '../../server/src/platform/secrets.ts';
import { createRedisSeatStore } from '../../server/src/seats/index.ts';
import { startApp, TOKEN_SECRET } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { openSale } from '../support/catalogue.ts';
import { mariadbDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { startRedis } from '../support/services.ts';
import type { Ports } from './ports.ts';
import { openTill } from './tills.ts';
import type { ProviderName, Till } from './tills.ts';

/** MariaDB, Redis and one provider, and nodes on them that can be cut off at any call. */
export interface Stage {
  readonly till: Till;
  readonly test: TestDatabase;
  readonly redisUrl: string;
  readonly performanceId: number;
  /** Settings that a server or a command needs to work on this stage. */
  readonly env: Readonly<Record<string, string>>;
  /** Seats nobody was given yet. */
  takeSeats(count: number): number[];
  /** A node without an edge and without jobs, behind these ports. */
  node(ports: Ports): Promise<App>;
  /** A whole server with its jobs, on what the others left behind. */
  restart(): Promise<TestApp>;
  close(): Promise<void>;
}

/** What is left unpaid ends so soon. */
const PAY_WITHIN_MS = 6_000;
const HOLD_MS = 6_000;
const DAY_MS = 86_400_000;

export async function openStage(
  provider: ProviderName,
  mariadbUrl: string,
  rows = 40,
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'tf-money-'));
  const logger = createLogger(process.env['LOG_LEVEL'] ?? 'silent');
  const [redis, test] = await Promise.all([startRedis(), mariadbDatabase(mariadbUrl)]);
  const seatRedis = await connectSeatRedis(redis.url, logger);
  const store = createRedisSeatStore({
    redis: seatRedis.redis,
    incarnation: () => seatRedis.incarnation(),
  });
  const till = await openTill(provider, test.database);
  const now = Date.now();
  const performanceId = await openSale(test.database, {
    rows,
    set: {
      ...{ starts_at: now + 30 * DAY_MS, sale_closes_at: now + 29 * DAY_MS },
      ...{ pay_within_ms: PAY_WITHIN_MS, hold_ttl_ms: HOLD_MS, hold_cap_ms: 4 * HOLD_MS },
    },
  });
  const env = {
    ...till.env,
    DATA_DIR: folder,
    PAYMENT_TIMEOUT_MS: '1500',
    PIN_CHECK_AFTER_MS: '0',
    DEPOSIT_CHECK_MS: '500',
  };
  let nextSeat = 0;
  return {
    ...{ till, test, performanceId, redisUrl: redis.url },
    env: { ...env, DATABASE_URL: test.url, REDIS_URL: redis.url },
    takeSeats: (count) => {
      const seats = Array.from({ length: count }, (_, k) => nextSeat + k);
      nextSeat += count;
      return seats;
    },
    node: (ports) =>
      compose({
        config: loadConfig(env),
        database: ports.database(test.database),
        tokenSecret: TOKEN_SECRET,
        ticketSeeds: [deriveTicketSeed(TOKEN_SECRET)],
        logger,
        wrap: { store: () => ports.store(store), gateway: () => ports.gateway(till.gateway) },
      }),
    restart: () => startApp({ beside: { test, redisUrl: redis.url }, env }),
    close: async () => {
      await seatRedis.close();
      await till.close();
      await test.drop();
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
