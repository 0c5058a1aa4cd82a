import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack } from '../attack.ts';
import { letIn, roomOf, tryWith } from './room.ts';

/** The store's clock and this one may differ by so much. */
const MARGIN_MS = 1_000;

export const roomExpiredToken: Attack = {
  name: 'an admission whose time is over',
  tries: 'does not come in time, and holds afterwards',
  expected: ['NOT_ADMITTED'],
  run: async (stage, tally) => {
    const { elsewhere } = roomOf(stage);
    const { socket, token, until } = await letIn(stage, elsewhere);
    await sleep(Math.max(0, until - Date.now()) + MARGIN_MS);
    const common = { socket, performanceId: elsewhere, admission: token };
    await tryWith(common, tally, 'a token whose time was over');
  },
};
