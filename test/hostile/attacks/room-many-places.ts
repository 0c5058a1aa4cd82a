import type { RoomStanding } from '@ticket-flow/client';
import type { Attack } from '../attack.ts';
import { roomOf } from './room.ts';

const TABS = 10;

export const roomManyPlaces: Attack = {
  name: 'many places in a waiting room',
  tries: 'joins with ten connections at once, and with an account that nobody confirmed',
  expected: ['EMAIL_NOT_VERIFIED'],
  run: async (stage, tally) => {
    const { lobby: performanceId, confirmed } = roomOf(stage);
    const person = await confirmed();
    const before = await stage.api(`/performances/${String(performanceId)}/waiting-room`, {
      from: person.from,
    });
    const tabs = await Promise.all(Array.from({ length: TABS }, () => stage.socket(person)));
    const joined = await Promise.all(tabs.map((tab) => tab.ask('room:join', { performanceId })));
    for (const { code } of joined) tally.answered(code);
    const { room } = (await tabs[0]?.ask('room:look', { performanceId }))
      ?.body as unknown as RoomStanding;
    const { waiting } = before.body['room'] as { waiting: number };
    if (room.waiting > waiting + 1) tally.gained('more than one place');
    const unconfirmed = await stage.socket(await stage.person());
    const { code } = await unconfirmed.ask('room:join', { performanceId });
    tally.answered(code);
    if (code === 'OK') tally.gained('a place for an account that nobody confirmed');
  },
};
