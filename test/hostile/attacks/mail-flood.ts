import { randomUUID } from 'node:crypto';
import type { Attack } from '../attack.ts';
import { count } from '../flooding.ts';

export const mailFlood: Attack = {
  name: 'mail flood',
  tries: 'one address has letters sent to a list of people',
  expected: ['RATE_LIMITED'],
  run: async (stage, tally) => {
    const from = stage.newAddress();
    const tries = Array.from({ length: 50 }, () =>
      stage.api('/auth/password/forgot', {
        from,
        body: { email: `flood-${randomUUID()}@example.test` },
      }),
    );
    const sent = count(await Promise.all(tries), tally);
    if (sent > 40) tally.gained(`${String(sent)} letters asked for`);
  },
};
