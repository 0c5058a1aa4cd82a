import { invalid } from '../platform/errors.ts';

const MAX_LENGTH = 255;
/** Browsers let these speak without TLS: a page of the same machine. */
const LOCAL = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * An origin as browsers send it: scheme, host in lower case and ASCII, the port where it is not the
 * usual one. Throws INVALID in words an operator can act on.
 */
export function normaliseOrigin(text: string): string {
  const refuse = (why: string): never => {
    throw invalid('origin', `origin: ${text.slice(0, MAX_LENGTH)} ${why}`);
  };
  if (!/^[^\s\p{Cc}]+$/u.test(text)) return refuse('must not be empty or contain spaces');
  const wildcard = 'must not contain a wildcard: name each origin';
  if (text.includes('*')) return refuse(wildcard);
  if (!/^https?:\/\//i.test(text)) return refuse('must begin with https://');
  if (!URL.canParse(text)) return refuse('is not an address');
  const url = new URL(text);
  // It may have been written as %2a.
  if (url.hostname.includes('*')) return refuse(wildcard);
  if (url.username !== '' || url.password !== '') return refuse('must not name a user');
  if (!/^https?:\/\/[^/?#\\]+\/?$/i.test(text)) {
    return refuse('must be scheme, host and port only, as https://shop.example');
  }
  if (url.protocol === 'http:' && !LOCAL.test(url.hostname)) {
    return refuse('must begin with https://; http:// is for localhost only');
  }
  if (url.origin.length > MAX_LENGTH) return refuse('is too long');
  return url.origin;
}
