import { BlockList, isIP, isIPv4 } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { Logger } from '../platform/logging.ts';

/** Who is asking, as far as the network knows: what counts per address is counted under this. */
export type AddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;

export interface AddressesOptions {
  /** Addresses or networks (`10.0.0.0/8`) whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly logger: Logger;
}

const MAX_HOPS = 20;
const MAX_REMEMBERED = 20_000;

/**
 * RATE-1: the peer's address; behind a trusted proxy the last one in X-Forwarded-For that is not a
 * trusted proxy itself. What stands before that one anybody could have written.
 */
export function createAddressOf({ trustedProxies, logger }: AddressesOptions): AddressOf {
  const trusts = trustOf(trustedProxies);
  let told = false;
  return (request) => {
    const peer = plain(request.socket.remoteAddress ?? '');
    const forwarded = request.headers['x-forwarded-for'];
    if (forwarded === undefined) return counted(peer);
    if (!trusts(peer)) {
      if (!told) logger.warn({ peer }, 'X-Forwarded-For of a proxy not in TRUSTED_PROXIES');
      told = true;
      return counted(peer);
    }
    return counted(lastForeign(String(forwarded), trusts) ?? peer);
  };
}

/** What a trusted proxy cannot have written is not believed, and nothing before it. */
function lastForeign(forwarded: string, trusts: (address: string) => boolean): string | undefined {
  const hops = forwarded.split(',').slice(-MAX_HOPS).reverse();
  let nearest: string | undefined;
  for (const hop of hops) {
    const address = plain(hop.trim());
    if (isIP(address) === 0) return nearest;
    nearest = address;
    if (!trusts(address)) return nearest;
  }
  return nearest;
}

function trustOf(proxies: readonly string[]): (address: string) => boolean {
  if (proxies.length === 0) return () => false;
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  const check = (address: string): boolean =>
    isIP(address) !== 0 && list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  return remembering(check);
}

/** Looking through the list takes longer than all the rest, and the same addresses come again. */
function remembering(check: (address: string) => boolean): (address: string) => boolean {
  const known = new Map<string, boolean>();
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const found = check(address);
    known.set(address, found);
    return found;
  };
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** An IPv4 address in IPv6's clothes is that IPv4 address; a zone says nothing to others. */
function plain(address: string): string {
  const bare = address.replace(/%.*$/, '');
  return MAPPED.exec(bare)?.[1] ?? bare;
}

/** One subscriber has at least a /64 of IPv6 and may use another address of it each time. */
function counted(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const front = groups(head);
  const back = groups(tail ?? '');
  const all = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')];
  const network = [...all, ...back].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::`;
}

/** The last two groups may be written as IPv4. */
function groups(text: string): string[] {
  return text
    .split(':')
    .filter((group) => group !== '')
    .flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
}
