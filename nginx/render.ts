/** Turns `ticket-flow.conf.template` into a configuration for the nodes there are. */
import { readFileSync } from 'node:fs';

export interface NginxNode {
  /** What its sockets' session ids begin with: `NODE_ID`. */
  readonly id: string;
  /** `host:port` */
  readonly address: string;
}

/** Containers that come and go in number, found by one name; their ids are their host names. */
export interface ScaledService {
  readonly host: string;
  readonly port: number;
  /** Address of the DNS server that knows the containers. */
  readonly resolver: string;
}

export interface NginxSettings {
  /** `80`, `127.0.0.1:3000` */
  readonly listen: string;
  readonly nodes: readonly NginxNode[] | ScaledService;
  /** Before the cache and the temporary files: '' (relative to `-p`), or a path ending in "/". */
  readonly folder: string;
  readonly accessLog: string;
  /**
   * Of one address, lasting; twice as many may come at once. Webhooks are counted by themselves;
   * of them five times as many may come at once, and wait for their turn.
   */
  readonly requestsPerSecond: number;
  /** Of one address, at a time; a live socket is one. */
  readonly connectionsPerAddress: number;
  /**
   * Addresses or networks (`10.0.0.0/8`) of proxies in front of this one, whose X-Forwarded-For is
   * believed. Without it everybody behind them shares the limits of one address. @default none
   */
  readonly trustedProxies?: readonly string[];
}

const NODE_ID = /^[a-z0-9][a-z0-9-]{0,31}$/;
const ADDRESS = /^[0-9a-f.:]+(\/\d{1,3})?$/i;
/** Docker's host names: the beginning of the container's id. */
const CONTAINER_ID = '[0-9a-f]{12}';

export function readTemplate(): string {
  return readFileSync(new URL('ticket-flow.conf.template', import.meta.url), 'utf8');
}

export function renderNginx(template: string, settings: NginxSettings): string {
  const { requestsPerSecond, connectionsPerAddress } = settings;
  const values: Readonly<Record<string, string>> = {
    nodes: indent('length' in settings.nodes ? named(settings.nodes) : scaled(settings.nodes)),
    listen: settings.listen,
    realAddress: indent(realAddress(settings.trustedProxies ?? [])),
    folder: settings.folder,
    accessLog: settings.accessLog,
    requestsPerSecond: positive('requestsPerSecond', requestsPerSecond),
    burst: String(requestsPerSecond * 2),
    webhookBurst: String(requestsPerSecond * 5),
    connectionsPerAddress: positive('connectionsPerAddress', connectionsPerAddress),
  };
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the template asks for an unknown {{${name}}}`);
    return value;
  });
}

function realAddress(proxies: readonly string[]): string[] {
  for (const proxy of proxies) {
    if (!ADDRESS.test(proxy)) throw new Error(`"${proxy}" is not an address or a network`);
  }
  if (proxies.length === 0) return ['# No proxy in front is trusted: the address is the peer’s.'];
  return [
    ...proxies.map((proxy) => `set_real_ip_from ${proxy};`),
    'real_ip_header X-Forwarded-For;',
    'real_ip_recursive on;',
  ];
}

/** A pool of all nodes, and an upstream of its own for each, by which its sockets reach it. */
function named(nodes: readonly NginxNode[]): string[] {
  refuseWrongIds(nodes.map(({ id }) => id));
  return [
    ...pool(nodes.map(({ address }) => address)),
    ...nodes.flatMap(({ id, address }) => [
      `upstream ${upstreamOf(id)} {`,
      `  server ${address};`,
      ...KEEPALIVE,
      '}',
    ]),
    ...sessionMap(nodes.map(({ id }) => `"~^${id}\\." ${upstreamOf(id)};`)),
  ];
}

/** The pool holds the addresses of the moment Nginx started: reload it after scaling. */
function scaled({ host, port, resolver }: ScaledService): string[] {
  return [
    ...pool([`${host}:${port}`]),
    `resolver ${resolver} valid=5s ipv6=off;`,
    ...sessionMap([`"~^(?<container>${CONTAINER_ID})\\." $container:${port};`]),
  ];
}

/**
 * Nodes close a connection that was idle for 5 s. Ours must be the shorter patience, or a request
 * is sent into one that is just closing.
 */
const KEEPALIVE = ['  keepalive 64;', '  keepalive_timeout 4s;'];

/**
 * A node that fails is left out for two seconds. When all have failed, as under a load that makes
 * every answer late, all are asked again: refusing everybody at once helps nobody.
 */
function pool(addresses: readonly string[]): string[] {
  return [
    ...['upstream pool {', '  zone pool 256k;', '  least_conn;'],
    ...addresses.map((address) => `  server ${address} max_fails=1 fail_timeout=2s;`),
    ...addresses.map((address) => `  server ${address} max_fails=0 backup;`),
    ...[...KEEPALIVE, '}'],
  ];
}

/** A session id begins with its node's id; a request without one is a new session. */
function sessionMap(entries: readonly string[]): string[] {
  return ['map $arg_sid $session_upstream {', '  default pool;', ...entries.map(one), '}'];
}

/** "pool" is a fine node id as well. */
function upstreamOf(id: string): string {
  return `node_${id}`;
}

function one(line: string): string {
  return `  ${line}`;
}

function indent(lines: readonly string[]): string {
  return lines.map(one).join('\n');
}

function refuseWrongIds(ids: readonly string[]): void {
  if (ids.length === 0) throw new Error('Nginx needs at least one node');
  for (const [index, id] of ids.entries()) {
    if (!NODE_ID.test(id)) throw new Error(`"${id}" cannot be a node's id`);
    if (ids.indexOf(id) !== index) throw new Error(`two nodes have the id "${id}"`);
  }
}

function positive(name: string, value: number): string {
  if (Number.isInteger(value) && value > 0) return String(value);
  throw new Error(`${name} is ${value}; it must be a whole number above 0`);
}
