import type { Attack } from '../attack.ts';
import { holdSome, letGo } from '../holding.ts';

export const othersHolds: Attack = {
  name: 'the holds of others',
  tries: 'renews and lets go what somebody else holds',
  expected: ['GONE'],
  run: async (stage, tally) => {
    const victim = await stage.socket(await stage.person());
    const thief = await stage.socket(await stage.person());
    const [token = ''] = await holdSome(stage, victim, 1);
    const renewed = await thief.ask('hold:renew', { performanceId: stage.performanceId, token });
    for (const { code } of [renewed, await letGo(stage, thief, token)]) {
      tally.answered(code);
      if (code === 'OK') tally.gained('a hold of somebody else');
    }
  },
};
