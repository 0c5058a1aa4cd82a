import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTicketSigning } from '../../../server/src/orders/index.ts';
import type { TicketKey } from '../../../server/src/orders/ticket-signing.ts';

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const ticket = { code: 'ABCDEFGHJKMNPQRSTVWX', performanceId: 7, seatLabel: '1층-가-12' };

/** What a scanner does that has nothing but the public keys. */
function scan(text: string, keys: readonly TicketKey[]): unknown {
  const [version, kid, payload = '', signature = ''] = text.split('.');
  const known = keys.find((candidate) => candidate.kid === kid);
  if (version !== 'TF1' || !known) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: known.publicKey };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(text.slice(0, text.lastIndexOf('.')));
  const good = verify(null, signed, key, Buffer.from(signature, 'base64url'));
  return good ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : undefined;
}

describe('codes on tickets', () => {
  it('TICKET-2 a scanner reads code, performance and seat with the public key alone', () => {
    const signing = createTicketSigning([seed(1)]);
    expect(scan(signing.sign(ticket), signing.keys)).toEqual([ticket.code, 7, '1층-가-12']);
  });

  it('TICKET-2 a code that was changed anywhere, or signed by somebody else, is refused', () => {
    const signing = createTicketSigning([seed(1)]);
    const text = signing.sign(ticket);
    for (const position of [0, 5, 20, 60, text.length - 5]) {
      const other = text[position] === 'A' ? 'B' : 'A';
      const forged = text.slice(0, position) + other + text.slice(position + 1);
      expect(scan(forged, signing.keys), `changed at ${String(position)}`).toBeUndefined();
    }
    expect(scan(createTicketSigning([seed(2)]).sign(ticket), signing.keys)).toBeUndefined();
  });

  it('TICKET-3 after a change of key the old tickets are still good, and new ones bear the new key', () => {
    const old = createTicketSigning([seed(1)]).sign(ticket);
    const now = createTicketSigning([seed(2), seed(1)]);
    expect(scan(old, now.keys)).toBeDefined();
    expect(now.sign(ticket).split('.')[1]).toBe(now.keys[0]?.kid);
    expect(old.split('.')[1]).toBe(now.keys[1]?.kid);
  });
});
