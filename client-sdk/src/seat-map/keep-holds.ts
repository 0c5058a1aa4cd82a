import type { SeatChannel } from '../seat-channel.ts';

const LOOK_EVERY_MS = 1_000;
/** Somebody who has not moved for that long is taken to have left. */
const AWAY_AFTER_MS = 90_000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Renews holds at half of their time while the person is there, as far as the cap allows. */
export function keepHolds(channel: SeatChannel): () => void {
  let seenAt = Date.now();
  const longest = new Map<string, number>();
  const renewing = new Set<string>();
  const look = (): void => {
    const present = !document.hidden && Date.now() - seenAt < AWAY_AFTER_MS;
    for (const { token, expiresAt, cap } of channel.holds) {
      const left = expiresAt - channel.serverNow();
      const full = Math.max(longest.get(token) ?? 0, left);
      longest.set(token, full);
      if (!present || left > full / 2 || expiresAt >= cap || renewing.has(token)) continue;
      renewing.add(token);
      channel
        .renew(token)
        // A hold that is gone is told by its own event; anything else is tried again.
        .catch(() => undefined)
        .finally(() => renewing.delete(token));
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  const events = new AbortController();
  const { signal } = events;
  for (const sign of SIGNS_OF_LIFE) {
    window.addEventListener(
      sign,
      () => {
        seenAt = Date.now();
      },
      { signal, passive: true },
    );
  }
  return () => {
    clearInterval(timer);
    events.abort();
  };
}
