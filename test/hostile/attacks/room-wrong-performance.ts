import type { Attack } from '../attack.ts';
import { letIn, roomOf, tryWith } from './room.ts';

export const roomWrongPerformance: Attack = {
  name: 'an admission to another performance',
  tries: 'holds in one performance with the token of another',
  expected: ['NOT_ADMITTED'],
  run: async (stage, tally) => {
    const { performanceId, elsewhere } = roomOf(stage);
    const { socket, token } = await letIn(stage, elsewhere);
    await tryWith({ socket, performanceId, admission: token }, tally, 'a token of elsewhere');
  },
};
