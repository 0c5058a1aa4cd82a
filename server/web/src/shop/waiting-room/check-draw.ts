import type { RoomDraw } from '@ticket-flow/client';

export interface DrawCheck {
  /** The seed is the one whose hash was published before anyone came. */
  readonly seed: boolean;
  /** As many as were in the lobby, smallest first. */
  readonly order: boolean;
  /** Where this account was drawn, from 1; undefined: it came later. */
  readonly place: number | undefined;
}

const DIGITS = 12;

/** WAIT-1 once more, on this device. Undefined where the browser has no cryptography to do it. */
export async function checkDraw(
  draw: RoomDraw,
  seedHash: string,
  accountId: string | undefined,
): Promise<DrawCheck | undefined> {
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  const seed = bytesOf(draw.seed);
  const hash = hexOf(await subtle.digest('SHA-256', seed));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await subtle.importKey('raw', seed, algorithm, false, ['sign']);
  const sign = (text: string): Promise<ArrayBuffer> =>
    subtle.sign('HMAC', key, new TextEncoder().encode(text));
  const mine = accountId === undefined ? '' : hexOf(await sign(accountId)).slice(0, DIGITS);
  const place = draw.order.indexOf(mine) + 1;
  return {
    seed: hash === seedHash && hash === draw.seedHash,
    order: draw.order.length === draw.lobby && isSorted(draw.order),
    place: place > 0 ? place : undefined,
  };
}

function isSorted(order: readonly string[]): boolean {
  return order.every((entry, k) => k === 0 || entry >= (order[k - 1] ?? ''));
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const pairs = hex.match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function hexOf(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
