import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { connectDatabase, migrate, pendingMigrations } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { DEMO_EMAIL, seedDemo } from '@ticket-flow/db/seeds';
import { compose } from './compose.ts';
import { ConfigError, loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { hashPassword } from './identity/index.ts';
import { createLogger } from './platform/logging.ts';
import { readOwnerFile, removeOwnerFile, writeOwnerFile } from './platform/owner-file.ts';
import { deriveTicketSeed, loadSecrets } from './platform/secrets.ts';
import { createWebServer } from './server.ts';
import type { WebServer } from './server.ts';

const SITE = fileURLToPath(new URL('../web/dist', import.meta.url));
const FORCE_QUIT_MS = 20_000;
const STATEMENT_TIMEOUT_MS = 5_000;

/** The embedded file is ours to migrate; a shared database is migrated by its operator. */
async function prepareDatabase(config: Config, database: Database): Promise<void> {
  if (config.embeddedDatabase) {
    await migrate(database);
    return;
  }
  const pending = await pendingMigrations(database);
  if (pending.length > 0) {
    throw new ConfigError([
      `the database lacks ${String(pending.length)} migration(s); run: npm run db:migrate`,
    ]);
  }
}

/** The seats of an embedded database live in one process; two would undo each other's holds. */
async function refuseSecondServer({ embeddedDatabase, dataDir }: Config): Promise<void> {
  const other = embeddedDatabase ? await readOwnerFile(dataDir) : undefined;
  if (!other) return;
  throw new ConfigError([
    `DATA_DIR ${dataDir} is in use by the server at ${other.url}; stop that one or choose another`,
  ]);
}

/** When a node dies, everyone who was there comes to the others within a second or two. */
const BACKLOG = 4_096;

function listen({ http }: WebServer, config: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port: config.port, host: config.host, backlog: BACKLOG }, () => {
      const { port } = http.address() as AddressInfo;
      resolve(`http://localhost:${String(port)}`);
    });
  });
}

function stopOn(web: WebServer, database: Database, forget: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), FORCE_QUIT_MS).unref();
    void forget()
      .then(() => web.close())
      .then(() => database.close())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        console.error(error);
        process.exit(1);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.logLevel);
  await mkdir(config.dataDir, { recursive: true });
  const secrets = await loadSecrets(config.dataDir);
  await refuseSecondServer(config);
  const database = connectDatabase({
    url: config.databaseUrl,
    lockWaitSeconds: 3,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  await prepareDatabase(config, database);
  if (config.seedDemo) {
    const seeded = await seedDemo(database, {
      passwordHash: await hashPassword(secrets.demoPassword),
    });
    if (seeded) console.log('Demo catalogue created.');
  }
  // Commands on this machine ask a server whose seats live in its own process.
  const alone = config.embeddedDatabase || !config.redisUrl;
  const ownerToken = randomBytes(32).toString('base64url');
  const tokenSecret = config.tokenSecret ?? secrets.tokenSecret;
  const keys = config.ticketSigningKeys;
  const app = await compose({
    config,
    ticketSeeds: keys.length > 0 ? keys : [deriveTicketSeed(tokenSecret)],
    ...(alone && { ownerToken }),
    database,
    logger,
    tokenSecret,
  });
  const web = createWebServer({
    app,
    logger,
    nodeId: config.nodeId,
    allowedOrigins: config.allowedOrigins,
    ...(existsSync(SITE) && { siteRoot: SITE }),
  });
  const address = await listen(web, config);
  app.start();
  if (alone) {
    await writeOwnerFile(config.dataDir, { url: address, token: ownerToken });
  }
  stopOn(web, database, () => removeOwnerFile(config.dataDir, ownerToken));
  console.log(`Ticket-Flow is open at ${address}`);
  if (config.seedDemo) {
    console.log(`Demo account: ${DEMO_EMAIL}, password ${secrets.demoPassword}`);
  }
  if (!config.redisUrl) {
    const more = config.embeddedDatabase ? 'REDIS_URL and DATABASE_URL' : 'REDIS_URL';
    console.log(`Single-node mode: set ${more} to run more than one node.`);
  }
}

/** What an operator can mend without reading our code: a setting, a port, an address. */
function isExpected(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return error instanceof ConfigError || typeof code === 'string' || /^Sequelize/.test(error.name);
}

main().catch((error: unknown) => {
  console.error(isExpected(error) ? error.message : error);
  process.exit(1);
});
