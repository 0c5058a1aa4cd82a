import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { createTokens } from '../../../server/src/identity/index.ts';
import { createAdmissionTokens } from '../../../server/src/waiting-room/admission-tokens.ts';

const SECRET = 'a secret for tests only, of enough length';

describe('admission tokens', () => {
  const tokens = createAdmissionTokens(SECRET);
  const token = tokens.issue(7, 'ann', 3);

  it('WAIT-4 prove the number of one account’s admission to one performance', () => {
    expect(tokens.numberOf(7, 'ann', token)).toBe(3);
    expect(tokens.numberOf(7, 'ben', token)).toBeUndefined();
    expect(tokens.numberOf(8, 'ann', token)).toBeUndefined();
  });

  it('WAIT-4 are signed with a key of their own', () => {
    expect(createAdmissionTokens(`${SECRET}!`).numberOf(7, 'ann', token)).toBeUndefined();
    const access = createTokens({ secret: SECRET }).issue('ann').token;
    expect(tokens.numberOf(7, 'ann', access)).toBeUndefined();
    expect(() => createTokens({ secret: SECRET }).verify(token)).toThrow();
  });

  it('WAIT-4 cannot be made up', () => {
    const claims = { p: 7, n: 3, sub: 'ann', aud: 'ticket-flow:admission' };
    expect(tokens.numberOf(7, 'ann', jwt.sign(claims, SECRET))).toBeUndefined();
    const none = jwt.sign(claims, '', { algorithm: 'none' });
    expect(tokens.numberOf(7, 'ann', none)).toBeUndefined();
    expect(tokens.numberOf(7, 'ann', 'nonsense')).toBeUndefined();
  });
});
