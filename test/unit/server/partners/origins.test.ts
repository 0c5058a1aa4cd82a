import { describe, expect, it } from 'vitest';
import { normaliseOrigin } from '../../../../server/src/partners/origins.ts';

describe('origins of a partner', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example/', 'https://shop.example'],
    ['HTTPS://Shop.Example:443', 'https://shop.example'],
    ['https://shop.example:8443', 'https://shop.example:8443'],
    ['https://예매.example', 'https://xn--9z2b15t.example'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://demo.localhost:80', 'http://demo.localhost'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('PARTNER-1 %s is %s', (given, normal) => {
    expect(normaliseOrigin(given)).toBe(normal);
    expect(new URL(normal).origin).toBe(normal);
  });

  it.each([
    ['', 'must not be empty'],
    [' https://shop.example', 'spaces'],
    ['https://shop.example\n', 'spaces'],
    ['shop.example', 'must begin with https://'],
    ['null', 'must begin with https://'],
    ['*', 'wildcard'],
    ['https://*.shop.example', 'wildcard'],
    ['https://%2a.shop.example', 'wildcard'],
    ['https://%2A.shop.example', 'wildcard'],
    ['ftp://shop.example', 'must begin with https://'],
    ['file:///page.html', 'must begin with https://'],
    ['http://shop.example', 'http:// is for localhost only'],
    ['http://localhost.evil.example', 'http:// is for localhost only'],
    ['https://shop.example/tickets', 'scheme, host and port only'],
    ['https://shop.example?x=1', 'scheme, host and port only'],
    ['https://shop.example#x', 'scheme, host and port only'],
    ['https://shop.example\\x', 'scheme, host and port only'],
    ['https://user@shop.example', 'must not name a user'],
    ['https://', 'is not an address'],
    ['https://shop.example:99999', 'is not an address'],
    [`https://${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(200)}`, ''],
  ])('PARTNER-1 %j is refused in words', (given, words) => {
    expect(() => normaliseOrigin(given)).toThrowError(
      expect.objectContaining({
        code: 'INVALID',
        details: { field: 'origin' },
        message: expect.stringContaining(words) as string,
      }),
    );
  });
});
