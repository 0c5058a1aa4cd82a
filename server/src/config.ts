import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { limitSettings } from './config-limits.ts';
import type { LimitSettings } from './config-limits.ts';
import { paymentSettings } from './config-payments.ts';
import type { PaymentSettings } from './config-payments.ts';
import { searchSettings } from './config-search.ts';
import type { SearchSettings } from './config-search.ts';

export interface Config extends PaymentSettings, LimitSettings, SearchSettings {
  readonly production: boolean;
  /** Names this node: the first part of its sockets' session ids, by which Nginx routes. */
  readonly nodeId: string;
  readonly port: number;
  readonly host: string | undefined;
  readonly dataDir: string;
  readonly redisUrl: string | undefined;
  /** `mysql://…`, or the SQLite file in `dataDir`. */
  readonly databaseUrl: string;
  readonly embeddedDatabase: boolean;
  /** Signs access tokens; undefined: one is generated and kept in `dataDir`. */
  readonly tokenSecret: string | undefined;
  readonly allowedOrigins: readonly string[];
  readonly seedDemo: boolean;
  readonly logLevel: string;
  /** Where people reach the site, for links that leave it; undefined: this machine. */
  readonly publicUrl: string | undefined;
  /** Sign tickets, 32 bytes each, the first one new tickets; empty: one follows from the token secret. */
  readonly ticketSigningKeys: readonly Uint8Array[];
  /** `smtp://…` or `smtps://…`; undefined: mails go to `mail.log` in `dataDir`. */
  readonly smtpUrl: string | undefined;
  /** Sender of every mail: an address, or `Name <address>`. */
  readonly mailFrom: string | undefined;
  /** How long the sandbox provider's "take too long" button takes, in milliseconds. */
  readonly sandboxSlowMs: number;
  readonly paymentTimeoutMs: number;
  /** DEPOSIT-3: how often an order that waits for a deposit is looked at, webhooks apart. */
  readonly depositCheckMs: number;
  /** PIN-4: age at which seats taken for an order that was never written are looked at. */
  readonly pinAgeMs: number;
}

/** All problems of an environment at once, each naming its variable. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${String(problems.length)} problem(s):\n- ${problems.join('\n- ')}`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the configuration from an environment; tells all of its problems at once. */
export function loadConfig(env: Env = process.env): Config {
  const problems: string[] = [];
  const production = env['NODE_ENV'] === 'production';
  const dataDir = resolve(env['DATA_DIR'] || 'data');
  const databaseUrl = env['DATABASE_URL'] || undefined;
  const redisUrl = env['REDIS_URL'] || undefined;
  const integer = (name: string, fallback: number, max: number): number => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= 0 && value <= max) return value;
    problems.push(`${name} is "${text}"; it must be a whole number from 0 to ${String(max)}`);
    return fallback;
  };
  if (databaseUrl !== undefined && !/^(mysql|mariadb):\/\//.test(databaseUrl)) {
    problems.push('DATABASE_URL must start with mysql://');
  }
  if (redisUrl !== undefined && !/^rediss?:\/\//.test(redisUrl)) {
    problems.push('REDIS_URL must start with redis://');
  }
  problems.push(...mailProblems(env));
  const publicUrl = env['PUBLIC_URL'] || undefined;
  if (publicUrl !== undefined && !/^https?:\/\/[^/?#]+\/?$/.test(publicUrl)) {
    problems.push('PUBLIC_URL must be an address without a path, as https://tickets.example');
  }
  if (production) problems.push(...productionProblems(env));
  const nodeId = env['NODE_ID'] || `n${randomBytes(4).toString('hex')}`;
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(nodeId)) {
    problems.push('NODE_ID must have 1 to 32 lower-case letters, digits or hyphens');
  }
  const config: Config = {
    production,
    nodeId,
    port: integer('PORT', 3000, 65_535),
    host: env['HOST'] || undefined,
    dataDir,
    redisUrl,
    databaseUrl:
      databaseUrl?.replace(/^mariadb:/, 'mysql:') ??
      `sqlite:${join(dataDir, 'ticket-flow.sqlite')}`,
    embeddedDatabase: databaseUrl === undefined,
    tokenSecret: env['TOKEN_SECRET'] || undefined,
    allowedOrigins: (env['ALLOWED_ORIGINS'] ?? '').split(',').filter((origin) => origin !== ''),
    seedDemo: env['SEED_DEMO'] === undefined ? !production : env['SEED_DEMO'] === '1',
    logLevel: env['LOG_LEVEL'] || 'warn',
    publicUrl: publicUrl?.replace(/\/$/, ''),
    ticketSigningKeys: readSigningKeys(env, problems),
    smtpUrl: env['SMTP_URL'] || undefined,
    mailFrom: env['MAIL_FROM'] || undefined,
    sandboxSlowMs: integer('SANDBOX_SLOW_MS', 8_000, 600_000),
    ...paymentSettings(env, problems),
    ...searchSettings(env, problems),
    ...limitSettings(env, problems),
    paymentTimeoutMs: integer('PAYMENT_TIMEOUT_MS', 5_000, 60_000),
    depositCheckMs: integer('DEPOSIT_CHECK_MS', 30_000, 3_600_000),
    pinAgeMs: integer('PIN_CHECK_AFTER_MS', 60_000, 3_600_000),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function mailProblems(env: Env): string[] {
  const { SMTP_URL: url, MAIL_FROM: from } = env;
  const problems: string[] = [];
  if (url && !/^smtps?:\/\/[^/]/.test(url)) {
    problems.push('SMTP_URL must start with smtp:// or smtps://');
  }
  if (url && !from) problems.push('MAIL_FROM is required with SMTP_URL: who the mails are from');
  if (from && !/^([^<>\r\n]* <)?[^\s<>@]+@[\w.-]+>?$/.test(from)) {
    problems.push('MAIL_FROM must be an address, or as: Ticket-Flow <tickets@example.com>');
  }
  return problems;
}

/** TICKET-3 */
function readSigningKeys(env: Env, problems: string[]): Uint8Array[] {
  const texts = (env['TICKET_SIGNING_KEYS'] ?? '').split(',').filter((text) => text !== '');
  const keys = texts.map((text) => Buffer.from(text, 'base64'));
  if (keys.some((key) => key.length !== 32)) {
    problems.push('TICKET_SIGNING_KEYS must be keys of 32 bytes in base64, separated by commas');
  }
  return keys;
}

function productionProblems(env: Env): string[] {
  const problems: string[] = [];
  if ((env['TOKEN_SECRET'] ?? '').length < 32) {
    problems.push('TOKEN_SECRET must have at least 32 characters in production');
  }
  if (!env['REDIS_URL'] && env['SINGLE_NODE'] !== '1') {
    problems.push(
      'REDIS_URL is required in production, unless SINGLE_NODE=1 says one node is meant',
    );
  }
  if (!env['SMTP_URL'] && env['DEMO'] !== '1') {
    problems.push('SMTP_URL is required in production, unless DEMO=1 says that this is a demo');
  }
  return problems;
}
