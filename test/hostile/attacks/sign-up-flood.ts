import type { Attack } from '../attack.ts';
import { count, newAccount } from '../flooding.ts';

export const signUpFlood: Attack = {
  name: 'sign-up flood',
  tries: 'one address makes account after account',
  expected: ['RATE_LIMITED'],
  run: async (stage, tally) => {
    const from = stage.newAddress();
    const tries = Array.from({ length: 50 }, () =>
      stage.api('/auth/sign-up', { from, body: newAccount() }),
    );
    count(await Promise.all(tries), tally);
    const more = await stage.api('/auth/sign-up', { from, body: newAccount() });
    tally.answered(more.code);
    if (more.code === 'OK') tally.gained('51 accounts from one address');
  },
};
