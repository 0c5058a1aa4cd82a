import { describe, expect, it } from 'vitest';
import { isAllowedOrigin } from '../../../server/src/platform/http/origin.ts';

const HOST = 'tickets.example';
const ALLOWED = ['https://old.example'];

describe('origins that are ours', () => {
  it.each([
    ['none: no page', undefined, HOST],
    ['our own', 'https://tickets.example', HOST],
    ['our own without TLS', 'http://tickets.example', HOST],
    ['our own on a port', 'http://localhost:3000', 'localhost:3000'],
    ['one allowed by name', 'https://old.example', HOST],
  ])('EDGE-3 %s', (_name, origin, host) => {
    expect(isAllowedOrigin(origin, host, ALLOWED)).toBe(true);
  });

  it.each([
    '',
    'null',
    'https://evil.example',
    'https://www.tickets.example',
    'https://tickets.example:8443',
    'ftp://tickets.example',
    'chrome-extension://tickets.example',
    'https://user@tickets.example',
    'https://tickets.example/',
    'https://tickets.example/page',
    'HTTPS://TICKETS.EXAMPLE',
    'https://tickets.example:443',
    ' https://tickets.example',
  ])('EDGE-3 but not %j', (origin) => {
    expect(isAllowedOrigin(origin, HOST, ALLOWED)).toBe(false);
  });

  it('EDGE-3 nor any where the host is not told', () => {
    expect(isAllowedOrigin('https://tickets.example', undefined, ALLOWED)).toBe(false);
  });
});
