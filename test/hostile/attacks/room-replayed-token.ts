import type { Attack } from '../attack.ts';
import { letIn, roomOf, tryWith } from './room.ts';

export const roomReplayedToken: Attack = {
  name: 'an admission that was given up',
  tries: 'holds with the token after leaving, and after being let in again under another number',
  expected: ['NOT_ADMITTED'],
  run: async (stage, tally) => {
    const { performanceId } = roomOf(stage);
    const { socket, token } = await letIn(stage, performanceId);
    await socket.ask('room:leave', { performanceId });
    const common = { socket, performanceId, admission: token };
    await tryWith(common, tally, 'the token of an admission that was given up');
    await socket.ask('room:join', { performanceId });
    await tryWith(common, tally, 'the earlier token, back in line');
  },
};
