import type { Attack } from '../attack.ts';
import { count, newAccount } from '../flooding.ts';

export const forgedAddresses: Attack = {
  name: 'forged forwarded addresses',
  tries: 'one address claims to be another one for each account it makes',
  expected: ['RATE_LIMITED'],
  run: async (stage, tally) => {
    const from = stage.newAddress();
    const tries = Array.from({ length: 50 }, (_, k) => {
      const claimed = `203.0.113.${String(k)}`;
      const headers = {
        ...{ 'X-Forwarded-For': claimed, 'X-Real-IP': claimed, Forwarded: `for=${claimed}` },
        ...{ 'CF-Connecting-IP': claimed, 'True-Client-IP': claimed },
      };
      return stage.api('/auth/sign-up', { from, headers, body: newAccount() });
    });
    const made = count(await Promise.all(tries), tally);
    if (made > 40) tally.gained(`${String(made)} accounts from one address`);
  },
};
