import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

function encode(bytes: Uint8Array, length: number): string {
  return Array.from({ length }, (_, k) => ALPHABET[(bytes[k] ?? 0) & 31] ?? '').join('');
}

/** PIN-2: a repeated request derives the id of its own order. Lower case; blocks are not. */
export function orderIdFor(holder: string, idempotencyKey: string): string {
  const digest = createHash('sha256').update(`${holder}\n${idempotencyKey}`).digest();
  return `o${encode(digest, 25)}`;
}

/** 100 random bits: a ticket's code cannot be guessed. */
export function newTicketCode(): string {
  return encode(randomBytes(20), 20).toUpperCase();
}
