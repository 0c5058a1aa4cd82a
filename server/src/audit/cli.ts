import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { connectDatabase, pendingMigrations } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { configuredGateways } from '../compose-gateways.ts';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { createErrorLogger } from '../platform/logging.ts';
import type { Logger } from '../platform/logging.ts';
import { findOwnerFile } from '../platform/owner-file.ts';
import { connectSeatRedis } from '../platform/redis.ts';
import { createRedisSeatStore, readLedger } from '../seats/index.ts';
import { askServer } from './ask-server.ts';
import { createAudit, isComplete } from './audit.ts';
import type { AuditReport, AuditRequest } from './audit.ts';
import { createAuditRepository } from './audit-repository.ts';
import type { ReadLedger } from './performance-check.ts';
import { describeReport } from './print.ts';

const USAGE = `usage: npm run audit -- [options]

  --json             print the report as one JSON object
  --since WHEN       how far back the providers' books are read: days, or an instant as
                     2027-01-31T19:30:00+09:00 (default: 7 days)
  --performance ID   only this performance
  --pause SECONDS    what looks wrong is looked at again after so long, three times (default: 3)

Compares database, seat store and payment providers, and prints every disagreement. Ends with 0 when
all of them were read and agree, 1 when they disagree, 2 when not all could be read.`;

const DAY_MS = 24 * 60 * 60 * 1000;

interface Wish {
  readonly json: boolean;
  readonly request: AuditRequest;
}

function readArguments(): Wish {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      since: { type: 'string' },
      performance: { type: 'string' },
      pause: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) throw new Error(USAGE);
  const since = readSince(values.since);
  const performanceId = readNumber('performance', values.performance, 2_147_483_647);
  const pause = readNumber('pause', values.pause, 60);
  return {
    json: values.json,
    request: {
      ...(since !== undefined && { since }),
      ...(performanceId !== undefined && { performanceId }),
      ...(pause !== undefined && { pauseMs: pause * 1_000 }),
    },
  };
}

function readNumber(name: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text) && Number(text) <= max) return Number(text);
  throw new Error(`--${name}: must be a whole number up to ${String(max)}`);
}

/** An instant must say its offset: the machine's own zone has nothing to do with the provider's. */
function readSince(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text)) return Math.max(0, Date.now() - Number(text) * DAY_MS);
  const instant = /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(instant) || instant < 0) {
    throw new Error('--since: must be a number of days, or an instant with its offset');
  }
  return instant;
}

interface Store {
  /** Undefined: there is no store. */
  readonly readLedger: ReadLedger | undefined;
  close(): Promise<void>;
}

/** Seats live in Redis, or in the process of a server: without that server there are none. */
async function openStore(config: Config, logger: Logger): Promise<Store> {
  const close = (): Promise<void> => Promise.resolve();
  if (!config.redisUrl) {
    const unknown: ReadLedger = () => {
      throw new Error('REDIS_URL is not set, and no server of this database was found');
    };
    return { readLedger: config.embeddedDatabase ? undefined : unknown, close };
  }
  try {
    const redis = await connectSeatRedis(config.redisUrl, logger);
    const incarnation = (): number => redis.incarnation();
    const store = createRedisSeatStore({ redis: redis.redis, incarnation });
    return { readLedger: (id) => readLedger(store, id), close: () => redis.close() };
  } catch (error) {
    const unreachable: ReadLedger = () => {
      throw error;
    };
    return { readLedger: unreachable, close };
  }
}

async function refuseOldDatabase(database: Database): Promise<void> {
  // A database that does not answer is the report's to tell.
  const pending = await pendingMigrations(database).catch(() => []);
  if (pending.length === 0) return;
  throw new Error(`the database lacks ${String(pending.length)} migration(s)`);
}

async function auditDirectly(config: Config, request: AuditRequest): Promise<AuditReport> {
  const file = config.databaseUrl.replace(/^sqlite:/, '');
  if (config.embeddedDatabase && !existsSync(file)) throw new Error(`there is no database ${file}`);
  const logger = createErrorLogger(config.logLevel);
  const database = connectDatabase({ url: config.databaseUrl });
  const store = await openStore(config, logger);
  try {
    await refuseOldDatabase(database);
    const { real, sandbox } = configuredGateways({ config, database, logger });
    const audit = createAudit({
      repository: createAuditRepository(database),
      ...(store.readLedger && { readLedger: store.readLedger }),
      gateways: [...real, sandbox],
      pinAgeMs: config.pinAgeMs,
      logger,
    });
    return await audit.run(request);
  } finally {
    await store.close();
    await database.close();
  }
}

async function main(): Promise<number> {
  const { json, request } = readArguments();
  const config = loadConfig();
  const inProcess = config.embeddedDatabase || !config.redisUrl;
  const owner = inProcess ? await findOwnerFile(config.dataDir) : undefined;
  const asked = owner && (await askServer(owner, request));
  const report = asked ?? (await auditDirectly(config, request));
  console.log(json ? JSON.stringify(report) : describeReport(report));
  if (!isComplete(report)) return 2;
  return report.disagreements > 0 ? 1 : 0;
}

/** A wrong option or setting, a server that says no; anything else keeps its stack. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error.constructor === Error || 'code' in error || 'problems' in error)
  );
}

/** Whatever goes wrong, nothing was audited. */
try {
  process.exitCode = await main();
} catch (error) {
  console.error(isExpected(error) ? error.message : error);
  process.exitCode = 2;
}
