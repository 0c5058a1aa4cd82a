import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { invalid } from '../platform/errors.ts';

const FIELD = 'publicKey';

export interface PublicKey {
  /** SPKI in PEM, written our way whatever came. */
  readonly pem: string;
  /** RFC 7638 thumbprint: the key's id where nobody gave it another. */
  readonly thumbprint: string;
}

/** Reads a partner's public key: P-256 in PEM, for ES256. Throws INVALID. */
export function readPublicKey(text: string): PublicKey {
  if (text.includes('PRIVATE KEY')) {
    throw invalid(FIELD, `${FIELD}: this is a private key; keep it, and give us the public one`);
  }
  const key = parse(text);
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256') {
    throw invalid(FIELD, `${FIELD}: must be an EC key on the curve P-256 (ES256)`);
  }
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  const members = JSON.stringify({ crv, kty, x, y });
  return { pem, thumbprint: createHash('sha256').update(members).digest('base64url') };
}

function parse(text: string): KeyObject {
  try {
    return createPublicKey(text);
  } catch (cause) {
    throw Object.assign(invalid(FIELD, `${FIELD}: must be a public key in PEM`), { cause });
  }
}
