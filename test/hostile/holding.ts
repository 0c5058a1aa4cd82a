import { randomUUID } from 'node:crypto';
import type { Stage } from './stage.ts';
import type { Answer, RawSocket } from './wire.ts';

/** Codes that a seat drawn at random may be refused with. */
export const CHANCE = ['TAKEN', 'ORPHAN', 'CHANNEL'] as const;

export function tryHold(
  { performanceId, randomSeat }: Stage,
  socket: RawSocket,
  seats: readonly number[] = [randomSeat()],
): Promise<Answer> {
  return socket.ask('hold:create', { performanceId, requestId: randomUUID(), seats });
}

/** Holds as many seats as it is let, one by one; the tokens of the holds. */
export async function holdSome(stage: Stage, socket: RawSocket, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let tries = 0; tries < count * 5 && tokens.length < count; tries += 1) {
    const { hold } = (await tryHold(stage, socket)).body as { hold?: { token: string } };
    if (hold) tokens.push(hold.token);
  }
  if (tokens.length === 0) throw new Error('no free seat was found to attack with');
  return tokens;
}

/** Seats that a person has in holds now. */
export async function seatsHeld({ performanceId }: Stage, socket: RawSocket): Promise<number> {
  const { holds } = (await socket.ask('hold:list', { performanceId })).body as {
    holds?: { seats: unknown[] }[];
  };
  return (holds ?? []).reduce((sum, { seats }) => sum + seats.length, 0);
}

export async function letGo(stage: Stage, socket: RawSocket, token: string): Promise<Answer> {
  return socket.ask('hold:release', { performanceId: stage.performanceId, token });
}

export function orderBody(
  { performanceId }: Stage,
  holds: readonly string[],
): Readonly<Record<string, unknown>> {
  return { performanceId, holds, buyer: { name: 'Hostile', email: 'hostile@example.test' } };
}
