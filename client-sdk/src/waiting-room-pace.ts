import type { RoomStanding } from './protocol/index.ts';

/** Who has a place is told at least every 10 seconds. */
const SILENCE_MS = 25_000;
/** Who has none is told nothing. */
const WITHOUT_PLACE_MS = 20_000;
/** Not everybody in the moment in which the lobby opens. */
const OPENING_SPREAD_MS = 3_000;
const SOON_MS = 1_000;

/** When to ask anew if nothing is heard until then; undefined: nothing will change any more. */
export function lookAgainInMs({ room, place, serverNow }: RoomStanding): number | undefined {
  if (room.phase === 'lifted') return undefined;
  if (place.state !== 'none' && place.state !== 'ended') return SILENCE_MS;
  if (room.phase === 'closed') return undefined;
  if (room.phase !== 'before') return WITHOUT_PLACE_MS;
  const opensIn = Math.max(0, room.lobbyOpensAt - serverNow);
  return Math.min(WITHOUT_PLACE_MS, opensIn + SOON_MS + Math.random() * OPENING_SPREAD_MS);
}
