import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TicketFlowClient } from '@ticket-flow/client';
import type { Session } from '@ticket-flow/client';
import { compose } from '../../server/src/compose.ts';
import type { App, Wrap } from '../../server/src/compose.ts';
import { loadConfig } from '../../server/src/config.ts';
import { createTokens } from '../../server/src/identity/index.ts';
import { createLogger } from '../../server/src/platform/logging.ts';
import { deriveTicketSeed } from '../../server/src/platform/secrets.ts';
import { createWebServer } from '../../server/src/server.ts';
import { mariadbDatabase, sqliteDatabase } from './databases.ts';
import type { TestDatabase } from './databases.ts';
import { startRedis } from './services.ts';
import type { RedisService } from './services.ts';
import { WIDE_LIMITS } from './wide-limits.ts';

export const TOKEN_SECRET = 'a secret for tests only, of enough length';
/** Opens the admin endpoints of a test server. */
export const OWNER_TOKEN = 'the owner of a test server';

/** A whole server on a free port, with its own database and (if any) its own Redis. */
export interface TestApp {
  readonly url: string;
  readonly app: App;
  readonly test: TestDatabase;
  readonly redisUrl: string | undefined;
  /** Its own Redis, to be killed, stopped and so on. */
  readonly redis: RedisService | undefined;
  /** A client of a made-up account that never signed up: quick, for crowds. */
  guest(id: string): TicketFlowClient;
  /** A client of a new account. */
  join(name?: string): Promise<SignedInClient>;
  close(): Promise<void>;
}

export interface SignedInClient {
  readonly client: TicketFlowClient;
  readonly session: Session;
}

export interface TestAppOptions {
  /** Address of a MariaDB server; without it the database is a SQLite file. */
  readonly mariadbUrl?: string;
  readonly redis?: boolean;
  readonly siteRoot?: string;
  /** Runs as a further node on that one's database and Redis; close it before that one. */
  readonly beside?: Pick<TestApp, 'test' | 'redisUrl'>;
  readonly env?: Record<string, string>;
  readonly wrap?: Partial<Wrap>;
}

export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tf-app-'));
  const redis = options.redis ? await startRedis() : undefined;
  const { beside } = options;
  const test = beside?.test ?? (await ownDatabase(options.mariadbUrl));
  const redisUrl = beside?.redisUrl ?? redis?.url;
  const config = loadConfig({
    DATA_DIR: dataDir,
    SANDBOX_SLOW_MS: '1500',
    PAYMENT_TIMEOUT_MS: '500',
    ...WIDE_LIMITS,
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    ...options.env,
  });
  const logger = createLogger(process.env['LOG_LEVEL'] ?? 'silent');
  const app = await compose({
    config,
    database: test.database,
    tokenSecret: TOKEN_SECRET,
    ticketSeeds: [deriveTicketSeed(TOKEN_SECRET)],
    ownerToken: OWNER_TOKEN,
    logger,
    ...(options.wrap && { wrap: options.wrap }),
  });
  const web = createWebServer({
    app,
    logger,
    nodeId: config.nodeId,
    allowedOrigins: config.allowedOrigins,
    ...(options.siteRoot !== undefined && { siteRoot: options.siteRoot }),
  });
  const url = await new Promise<string>((resolve) => {
    web.http.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${String((web.http.address() as AddressInfo).port)}`);
    });
  });
  app.start();
  const tokens = createTokens({ secret: TOKEN_SECRET });
  const clients: TicketFlowClient[] = [];
  let joined = 0;
  return {
    url,
    app,
    test,
    redisUrl,
    redis,
    guest: (id) => {
      const { token } = tokens.issue(id);
      const client = new TicketFlowClient({ baseUrl: url, locale: 'en', getToken: () => token });
      clients.push(client);
      return client;
    },
    join: async (name = 'buyer') => {
      const signedIn: { session?: Session } = {};
      const client = new TicketFlowClient({
        baseUrl: url,
        locale: 'en',
        getToken: () => signedIn.session?.accessToken,
      });
      clients.push(client);
      joined += 1;
      const session = await client.signUp({
        email: `${name}-${String(joined)}@example.test`,
        password: 'a long password',
        name,
      });
      signedIn.session = session;
      return { client, session };
    },
    close: async () => {
      for (const client of clients) client.close();
      // A node that leaves waits for its clients to let go of idle connections; `fetch` keeps its for 4 s.
      web.http.closeIdleConnections();
      await web.close();
      if (!beside) await test.drop();
      await redis?.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function ownDatabase(mariadbUrl: string | undefined): Promise<TestDatabase> {
  return mariadbUrl === undefined ? sqliteDatabase() : mariadbDatabase(mariadbUrl);
}

/** The smallest and the full way that the product runs, by name. */
export function bothEnds(mariadbUrl: () => string): [string, () => Promise<TestApp>][] {
  return [
    ['in process, SQLite', () => startApp()],
    ['Redis, MariaDB', () => startApp({ redis: true, mariadbUrl: mariadbUrl() })],
  ];
}
