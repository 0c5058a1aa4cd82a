import type { Attack } from '../attack.ts';
import { roomOf, tryWith } from './room.ts';

export const roomWithoutToken: Attack = {
  name: 'past the waiting room',
  tries: 'holds where there is a waiting room, without having been let in',
  expected: ['NOT_ADMITTED'],
  run: async (stage, tally) => {
    const { performanceId, confirmed } = roomOf(stage);
    const stranger = await stage.socket(await confirmed());
    await tryWith({ socket: stranger, performanceId }, tally, 'no token');
    await stranger.ask('room:join', { performanceId: roomOf(stage).lobby });
    const common = { socket: stranger, performanceId: roomOf(stage).lobby };
    await tryWith(common, tally, 'a place in the lobby');
  },
};
