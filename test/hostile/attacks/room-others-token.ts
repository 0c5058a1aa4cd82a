import type { Attack } from '../attack.ts';
import { letIn, roomOf, tryWith } from './room.ts';

export const roomOthersToken: Attack = {
  name: 'the admission of another',
  tries: 'holds with the token of somebody who was let in',
  expected: ['NOT_ADMITTED'],
  run: async (stage, tally) => {
    const { performanceId, confirmed } = roomOf(stage);
    const { token } = await letIn(stage, performanceId);
    const thief = await stage.socket(await confirmed());
    await tryWith({ socket: thief, performanceId, admission: token }, tally, 'a stolen token');
    const other = await letIn(stage, performanceId);
    const common = { socket: other.socket, performanceId };
    await tryWith({ ...common, admission: token }, tally, 'another’s token beside an own one');
  },
};
