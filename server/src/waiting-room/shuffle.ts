import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * The draw of a lobby (WAIT-1). Everyone's place follows from the seed and the account's id alone,
 * so neither the moment of a click nor the order of the rows has a say, and with the seed anyone
 * can draw it again.
 */
const DRAW_DIGITS = 12;
/** 12 hex digits: every place of a lobby lies below zero, in front of all who come later. */
const LOBBY_DEPTH = 2 ** (4 * DRAW_DIGITS);

export function newSeed(): string {
  return randomBytes(32).toString('hex');
}

/** Published before anyone joins: the seed cannot be exchanged afterwards. */
export function hashSeed(seed: string): string {
  return createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
}

/** First 12 hex digits of HMAC-SHA256(seed, account); the smallest comes first. */
export function drawOf(seed: string, accountId: string): string {
  const key = Buffer.from(seed, 'hex');
  return createHmac('sha256', key).update(accountId).digest('hex').slice(0, DRAW_DIGITS);
}

/** Where an account of the lobby stands in line, by a number below zero. */
export function lobbyPlace(seed: string, accountId: string): number {
  return Number.parseInt(drawOf(seed, accountId), 16) - LOBBY_DEPTH;
}

/** The draw behind a place of the lobby, and of an invited account nothing that says who it is. */
export function drawAt(place: number): string {
  const drawn = Math.max(0, place + LOBBY_DEPTH);
  return drawn.toString(16).padStart(DRAW_DIGITS, '0');
}

/** The draws of a lobby, written one behind the other. */
export function splitDraw(draw: string): string[] {
  return draw.match(new RegExp(`.{${String(DRAW_DIGITS)}}`, 'g')) ?? [];
}

/** In front of the whole lobby, in the order of coming: for those who are invited. */
export function invitedPlace(seq: number): number {
  return seq - 2 * LOBBY_DEPTH;
}

export function isInvited(place: number): boolean {
  return place < -LOBBY_DEPTH;
}
