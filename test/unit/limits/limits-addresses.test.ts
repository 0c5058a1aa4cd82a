import { describe, expect, it } from 'vitest';
import { createAddressOf } from '../../../server/src/limits/addresses.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';

const logger = createLogger('silent');

function addressOf(peer: string, forwarded?: string, trustedProxies: string[] = []): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const request = { headers, socket: { remoteAddress: peer } };
  return createAddressOf({ trustedProxies, logger })(
    request as unknown as Parameters<ReturnType<typeof createAddressOf>>[0],
  );
}

describe('whose request it is', () => {
  it('RATE-1 the peer’s, whatever it says of itself', () => {
    expect(addressOf('203.0.113.7')).toBe('203.0.113.7');
    expect(addressOf('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
    expect(addressOf('203.0.113.7', '198.51.100.1', ['10.0.0.0/8'])).toBe('203.0.113.7');
  });

  it('RATE-1 behind trusted proxies the last address that is none of theirs', () => {
    const proxies = ['127.0.0.1', '10.0.0.0/8', '2001:db8:ff::/48'];
    expect(addressOf('127.0.0.1', '203.0.113.7', proxies)).toBe('203.0.113.7');
    expect(addressOf('::ffff:127.0.0.1', '203.0.113.7', proxies)).toBe('203.0.113.7');
    expect(addressOf('10.1.2.3', '1.2.3.4, 203.0.113.7, 10.9.9.9', proxies)).toBe('203.0.113.7');
    expect(addressOf('2001:db8:ff::1', '203.0.113.7', proxies)).toBe('203.0.113.7');
    expect(addressOf('127.0.0.1', '10.0.0.5', proxies)).toBe('10.0.0.5');
    expect(addressOf('127.0.0.1', undefined, proxies)).toBe('127.0.0.1');
  });

  it('RATE-1 what a trusted proxy cannot have written is not believed, nor anything before it', () => {
    const proxies = ['127.0.0.1', '10.0.0.0/8'];
    expect(addressOf('127.0.0.1', 'unknown', proxies)).toBe('127.0.0.1');
    expect(addressOf('127.0.0.1', '1.2.3.4, <script>, 10.0.0.9', proxies)).toBe('10.0.0.9');
    expect(addressOf('127.0.0.1', '', proxies)).toBe('127.0.0.1');
    expect(addressOf('127.0.0.1', `${'1.2.3.4,'.repeat(500)}5.6.7.8`, proxies)).toBe('5.6.7.8');
  });

  it('RATE-1 IPv6 counts by its network of 64 bits, mapped IPv4 as IPv4', () => {
    expect(addressOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::');
    expect(addressOf('2001:0db8:0001:0002::9')).toBe('2001:db8:1:2::');
    expect(addressOf('2001:db8::1')).toBe('2001:db8:0:0::');
    expect(addressOf('::1')).toBe('0:0:0:0::');
    expect(addressOf('fe80::1%eth0')).toBe('fe80:0:0:0::');
    expect(addressOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  });
});
