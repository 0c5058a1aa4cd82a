import { TicketFlowError } from './errors.ts';
import type { WireHold } from './protocol/index.ts';

export const isOther =
  (hold: WireHold) =>
  ({ token }: WireHold): boolean =>
    token !== hold.token;

export function includes(holds: readonly WireHold[], { token }: WireHold): boolean {
  return holds.some((hold) => hold.token === token);
}

/** Not `randomUUID`: pages without TLS have none, and partners begin on such pages. */
export function newRequestId(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function isGone(error: unknown): boolean {
  return error instanceof TicketFlowError && error.code === 'GONE';
}
