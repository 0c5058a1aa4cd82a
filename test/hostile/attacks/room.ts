import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomStanding } from '@ticket-flow/client';
import type { Person, RoomStage, Stage } from '../stage.ts';
import type { Tally } from '../attack.ts';
import type { Answer, RawSocket } from '../wire.ts';

const LOOK_MS = 300;
const LOOKS = 100;

/** The stage's waiting rooms; the attacks on them are only tried where there are some. */
export function roomOf({ room }: Stage): RoomStage {
  if (!room) throw new Error('there is no waiting room on this stage');
  return room;
}

/** Somebody who was let in, with the token that says so. */
export interface Admitted {
  readonly person: Person;
  readonly socket: RawSocket;
  readonly token: string;
  readonly until: number;
}

export async function letIn(stage: Stage, performanceId: number): Promise<Admitted> {
  const person = await roomOf(stage).confirmed();
  const socket = await stage.socket(person);
  const joined = await socket.ask('room:join', { performanceId });
  if (joined.code !== 'OK') throw new Error(`could not join the waiting room: ${joined.code}`);
  for (let look = 0; look < LOOKS; look += 1) {
    const { place } = (await socket.ask('room:look', { performanceId }))
      .body as unknown as RoomStanding;
    if (place.state === 'admitted')
      return { person, socket, token: place.token, until: place.until };
    await sleep(LOOK_MS);
  }
  throw new Error('was never let in');
}

/** Tries for seats with a token, by number and by letting the server choose. */
export async function tryWith(
  {
    socket,
    performanceId,
    admission,
  }: {
    readonly socket: RawSocket;
    readonly performanceId: number;
    readonly admission?: unknown;
  },
  tally: Tally,
  what: string,
): Promise<void> {
  const shown = admission === undefined ? {} : { admission };
  const common = { performanceId, ...shown };
  const answers: Answer[] = [
    await socket.ask('hold:create', { ...common, requestId: randomUUID(), seats: [0] }),
    await socket.ask('hold:best', { ...common, requestId: randomUUID(), count: 1 }),
  ];
  for (const { code } of answers) {
    tally.answered(code);
    if (code === 'OK') tally.gained(`seats with ${what}`);
  }
}
