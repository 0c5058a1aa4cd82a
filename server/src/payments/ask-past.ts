const HOUR_MS = 3_600_000;

/**
 * The key under which a question is asked once more whose stored answer was only of the moment. It
 * is the same for an hour, so that several at it ask once; a stored answer lasts no longer than that.
 */
export function keyPast(idempotencyKey: string): string {
  return `${idempotencyKey}.${String(Math.floor(Date.now() / HOUR_MS))}`;
}
