import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What a scanner needs to check tickets without a connection; there is no secret in it. */
export interface TicketKey {
  readonly kid: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
}

/** The codes on tickets: `TF1.<kid>.<payload>.<signature>`, the last two in base64url. */
export interface TicketSigning {
  /** TICKET-2. The payload is the JSON list `[code, performance id, seat label]`. */
  sign(ticket: SignedTicket): string;
  /** Every key that tickets may carry, the present one first. */
  readonly keys: readonly TicketKey[];
}

export interface SignedTicket {
  readonly code: string;
  readonly performanceId: number;
  readonly seatLabel: string;
}

/** DER of an Ed25519 private key, up to its 32 bytes. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_BYTES = 32;

/**
 * @param seeds 32 bytes each; the first signs, the others are of tickets signed earlier.
 */
export function createTicketSigning(seeds: readonly Uint8Array[]): TicketSigning {
  const pairs = seeds.map(pairOf);
  const [present] = pairs;
  if (!present) throw new Error('there is no key to sign tickets with');
  return {
    keys: pairs.map(({ key }) => key),
    sign: ({ code, performanceId, seatLabel }) => {
      const payload = JSON.stringify([code, performanceId, seatLabel]);
      const body = `TF1.${present.key.kid}.${Buffer.from(payload).toString('base64url')}`;
      return `${body}.${sign(null, Buffer.from(body), present.secret).toString('base64url')}`;
    },
  };
}

function pairOf(seed: Uint8Array): { secret: KeyObject; key: TicketKey } {
  const secret = createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const der = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const bytes = der.subarray(der.length - PUBLIC_KEY_BYTES);
  const kid = createHash('sha256').update(bytes).digest('base64url').slice(0, 8);
  return { secret, key: { kid, publicKey: bytes.toString('base64url') } };
}
