import { isIP } from 'node:net';
import { DEFAULT_CONNECTIONS, DEFAULT_LIMITS, LIMIT_NAMES } from './platform/limit-table.ts';
import type { ConnectionCaps, Limit, LimitName, LimitTable } from './platform/limit-table.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A provider that is asked as Turnstile is. */
interface SiteVerifySettings {
  readonly siteKey: string;
  readonly secret: string;
  readonly verifyUrl: string;
  readonly script: string;
  /** The object that the script brings. */
  readonly global: string;
}

/** How much anybody may ask for, and how people show that they are some. */
export interface LimitSettings {
  readonly limits: LimitTable;
  readonly connectionCaps: ConnectionCaps;
  /** Addresses or networks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly humanCheck: 'off' | 'sandbox' | SiteVerifySettings;
}

const TURNSTILE = 'https://challenges.cloudflare.com/turnstile/v0';

/** Adds to `problems` what is wrong, each by its variable. */
export function limitSettings(env: Env, problems: string[]): LimitSettings {
  const factor = wholeNumber(env, 'LIMITS_FACTOR', 1, problems);
  const limits = LIMIT_NAMES.map((name) => [name, limitOf(env, name, factor, problems)] as const);
  const cap = (name: string, fallback: number): number =>
    wholeNumber(env, name, fallback, problems) * factor;
  return {
    limits: Object.fromEntries(limits) as Record<LimitName, Limit>,
    connectionCaps: {
      address: cap('LIMIT_CONNECTIONS_ADDRESS', DEFAULT_CONNECTIONS.address),
      account: cap('LIMIT_CONNECTIONS_ACCOUNT', DEFAULT_CONNECTIONS.account),
    },
    trustedProxies: proxies(env, problems),
    humanCheck: humanCheck(env, problems),
  };
}

/** `signUpsAddress` is LIMIT_SIGN_UPS_ADDRESS. */
function variableOf(name: LimitName): string {
  return `LIMIT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function limitOf(env: Env, name: LimitName, factor: number, problems: string[]): Limit {
  const { points, windowMs } = DEFAULT_LIMITS[name];
  const text = env[variableOf(name)];
  if (!text) return { points: points * factor, windowMs };
  const [, many, seconds] = /^([1-9]\d{0,6})\/([1-9]\d{0,4})$/.exec(text) ?? [];
  if (many === undefined || seconds === undefined) {
    problems.push(
      `${variableOf(name)} is "${text}"; it must be as 20/60: so many in so many seconds`,
    );
    return DEFAULT_LIMITS[name];
  }
  return { points: Number(many) * factor, windowMs: Number(seconds) * 1000 };
}

function wholeNumber(env: Env, name: string, fallback: number, problems: string[]): number {
  const text = env[name];
  if (!text) return fallback;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  problems.push(`${name} is "${text}"; it must be a whole number from 1 to 9999999`);
  return fallback;
}

function proxies(env: Env, problems: string[]): readonly string[] {
  const all = (env['TRUSTED_PROXIES'] ?? '').split(',').map((text) => text.trim());
  const named = all.filter((text) => text !== '');
  for (const proxy of named) {
    if (!isNetwork(proxy)) {
      problems.push(
        `TRUSTED_PROXIES names "${proxy}", which is no address or network (10.0.0.0/8)`,
      );
    }
  }
  return named.filter(isNetwork);
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

function humanCheck(env: Env, problems: string[]): LimitSettings['humanCheck'] {
  const production = env['NODE_ENV'] === 'production';
  const [siteKey, secret] = [env['HUMAN_CHECK_SITE_KEY'], env['HUMAN_CHECK_SECRET']];
  const wanted = env['HUMAN_CHECK'] ?? '';
  if (wanted !== '' && wanted !== 'off' && wanted !== 'sandbox') {
    problems.push(`HUMAN_CHECK is "${wanted}"; it must be off or sandbox, or be left out`);
  }
  if (wanted === 'sandbox' && production && env['DEMO'] !== '1') {
    problems.push('HUMAN_CHECK=sandbox lets everybody pass: DEMO=1 must say that this is a demo');
  }
  if (!siteKey !== !secret) {
    problems.push('HUMAN_CHECK_SITE_KEY and HUMAN_CHECK_SECRET belong together');
  }
  if (wanted === 'off' || wanted === 'sandbox') return wanted;
  if (!siteKey || !secret) return production ? 'off' : 'sandbox';
  return {
    siteKey,
    secret,
    verifyUrl: address(env, 'HUMAN_CHECK_VERIFY_URL', `${TURNSTILE}/siteverify`, problems),
    script: address(env, 'HUMAN_CHECK_SCRIPT_URL', `${TURNSTILE}/api.js?render=explicit`, problems),
    global: identifier(env, 'HUMAN_CHECK_GLOBAL', 'turnstile', problems),
  };
}

function address(env: Env, name: string, fallback: string, problems: string[]): string {
  const text = env[name] || fallback;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    problems.push(`${name} must be an http:// or https:// address`);
  }
  return text;
}

function identifier(env: Env, name: string, fallback: string, problems: string[]): string {
  const text = env[name] || fallback;
  if (!/^[A-Za-z_$][\w$]*$/.test(text)) problems.push(`${name} must be the name of an object`);
  return text;
}
