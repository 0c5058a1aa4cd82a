import { randomUUID } from 'node:crypto';
import type { Attack } from '../attack.ts';
import { count } from '../flooding.ts';
import type { Answer } from '../wire.ts';

export const passwordGuessing: Attack = {
  name: 'password guessing',
  tries:
    'one address guesses the password of an account, and many addresses do; its owner signs in',
  expected: ['BAD_CREDENTIALS', 'RATE_LIMITED'],
  also: ['HUMAN_CHECK'],
  run: async (stage, tally) => {
    const { email, password, from: home } = await stage.person();
    const guess = (from: string, human?: string): Promise<Answer> =>
      stage.api('/auth/login', {
        from,
        body: { email, password: randomUUID(), ...(human && { human }) },
      });
    const from = stage.newAddress();
    const tries = Array.from({ length: 40 }, () => guess(from, 'sandbox:human'));
    const answers = await Promise.all(tries);
    count(answers, tally);
    const judged = answers.filter(({ code }) => code === 'BAD_CREDENTIALS').length;
    if (judged > 12) tally.gained(`${String(judged)} guesses from one address`);
    const owner = await stage.api('/auth/login', { from: home, body: { email, password } });
    tally.answered(owner.code);
    if (owner.code !== 'OK') tally.gained('the owner is locked out');
  },
};
