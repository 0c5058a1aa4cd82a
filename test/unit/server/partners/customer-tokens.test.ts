import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { readCustomerToken } from '../../../../server/src/partners/customer-tokens.ts';
import { readPublicKey } from '../../../../server/src/partners/signing-keys.ts';
import { signingKeyPair } from '../../../support/partners.ts';

const ours = signingKeyPair();
const second = signingKeyPair();
const object = createPublicKey(ours.publicKey);
const partner = { id: 'pacme', signingKeys: new Map([['k1', object]]) };
const rotating = {
  id: 'pacme',
  signingKeys: new Map([
    ['k1', object],
    ['k2', createPublicKey(second.publicKey)],
  ]),
};
const now = (): number => Math.floor(Date.now() / 1000);
const usual = (): object => ({
  ...{ iss: 'pacme', sub: 'customer-7', aud: 'ticket-flow', iat: now(), exp: now() + 900 },
});

function signed(
  claims: object = {},
  { key = ours.privateKey, ...options }: jwt.SignOptions & { key?: typeof ours.privateKey } = {},
) {
  return jwt.sign({ ...usual(), ...claims }, key, { algorithm: 'ES256', ...options });
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token whose header says anything, with any signature. */
function forged(header: object, sign: (text: string) => string, claims: object = {}): string {
  const text = `${part(header)}.${part({ ...usual(), ...claims })}`;
  return `${text}.${sign(text)}`;
}

/** Our good signature, under a header and claims that no library would write. */
function odd(claims: object, header: object = {}): string {
  const key = { key: ours.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = (text: string): string =>
    sign('sha256', Buffer.from(text), key).toString('base64url');
  return forged({ alg: 'ES256', typ: 'JWT', ...header }, signature, claims);
}

function refusalOf(token: string, by = partner): { code: string; message: string } {
  try {
    readCustomerToken(token, by);
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  }
  throw new Error('it was taken');
}

describe('customer tokens', () => {
  it('PARTNER-5 a token names its customer, and when it ends', () => {
    const exp = now() + 60;
    expect(readCustomerToken(signed({ exp }), partner)).toEqual({
      holder: 'partner:pacme:customer-7',
      expiresAt: exp * 1000,
    });
  });

  it('PARTNER-5 of several keys the header names one', () => {
    const mine = signed({}, { keyid: 'k2', key: second.privateKey });
    expect(readCustomerToken(mine, rotating).holder).toBe('partner:pacme:customer-7');
    expect(refusalOf(signed(), rotating).message).toContain('kid');
    expect(refusalOf(signed({}, { keyid: 'k2' }), rotating).message).toContain('signature');
    expect(refusalOf(signed({}, { keyid: 'k9' })).message).toContain('kid');
    expect(refusalOf(signed(), { id: 'pacme', signingKeys: new Map() }).message).toContain('kid');
  });

  it.each([
    ['for another audience', { aud: 'elsewhere' }, 'audience'],
    ['of another issuer', { iss: 'pother' }, 'issuer'],
    ['without an issuer', { iss: undefined }, 'issuer'],
    ['without a subject', { sub: undefined }, 'sub must'],
    ['of a customer with a separator', { sub: 'a:b' }, 'sub must'],
    ['of a customer with another', { sub: 'a|b' }, 'sub must'],
    ['of a customer too long', { sub: 'a'.repeat(65) }, 'sub must'],
    ['that lives too long', { exp: now() + 1_000 }, 'at most 15 minutes'],
    ['that never ends', { exp: undefined }, 'iat and exp'],
    ['from the future', { iat: now() + 3_600, exp: now() + 3_700 }, 'future'],
    ['not yet good', { nbf: now() + 600 }, 'not active'],
  ])('PARTNER-5 one %s is refused', (_title, claims, words) => {
    const token = jwt.sign(
      JSON.parse(JSON.stringify({ ...usual(), ...claims })) as object,
      ours.privateKey,
      { algorithm: 'ES256' },
    );
    const { code, message } = refusalOf(token);
    expect(code).toBe('UNAUTHENTICATED');
    expect(message).toContain(words);
  });

  const inTenYears = now() + 315_360_000;
  it.each([
    ['sub', null],
    ['sub', true],
    ['sub', 42],
    ['sub', ['abc']],
    ['sub', { toString: 'x' }],
    ['iat', 'x'],
    ['iat', {}],
    ['iat', null],
    ['iat', String(now())],
    ['iat', now() + 0.5],
  ])('PARTNER-5 one whose %s is %j is refused', (claim, value) => {
    const { code, message } = refusalOf(
      odd({ [claim]: value, ...(claim === 'iat' && { exp: inTenYears }) }),
    );
    expect(code).toBe('UNAUTHENTICATED');
    expect(message).toContain(claim);
  });

  it.each([String(now() + 60), now() + 60.5, 1e300, null, {}])(
    'PARTNER-5 one whose exp is %j is refused',
    (exp) => {
      expect(refusalOf(odd({ exp })).code).toBe('UNAUTHENTICATED');
    },
  );

  it.each([{ crit: ['exp2'], exp2: 1 }, { b64: false }, { b64: false, crit: ['b64'] }])(
    'PARTNER-5 one that asks for more in its header is refused: %j',
    (header) => {
      expect(refusalOf(odd({}, header)).message).toContain('crit');
    },
  );

  it('PARTNER-5 without a key id of its own it is checked with no key of several', () => {
    const unnamed = { ...rotating, signingKeys: new Map([['', object], ...rotating.signingKeys]) };
    for (const header of [{}, { kid: '' }, { kid: null }, { kid: ['k1'] }]) {
      expect(refusalOf(odd({}, header), unnamed).message).toContain('kid');
    }
    expect(readCustomerToken(odd({}, { kid: 'k1' }), rotating).holder).toContain('customer-7');
  });

  it('PARTNER-5 one without iat is refused', () => {
    const claims = { iss: 'pacme', sub: 'x', aud: 'ticket-flow', exp: now() + 60 };
    const options = { algorithm: 'ES256', noTimestamp: true } as const;
    expect(refusalOf(jwt.sign(claims, ours.privateKey, options)).message).toContain('iat');
  });

  it('PARTNER-5 one whose time is over is TOKEN_EXPIRED', () => {
    expect(refusalOf(signed({ iat: now() - 900, exp: now() - 1 })).code).toBe('TOKEN_EXPIRED');
  });

  it('PARTNER-5 signed with another key or algorithm, or not at all, it is refused', () => {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const tampered = signed().replace(/\.[^.]+\./, `.${part({ ...usual(), sub: 'rich' })}.`);
    const tokens = [
      signed({}, { key: second.privateKey }),
      signed({}, { key: p384, algorithm: 'ES384' }),
      signed({}, { key: rsa, algorithm: 'RS256' }),
      forged({ alg: 'none' }, () => ''),
      forged({ alg: 'ES256' }, () => ''),
      // What anybody knows as a secret: the public key.
      forged({ alg: 'HS256', typ: 'JWT' }, (text) =>
        createHmac('sha256', ours.publicKey).update(text).digest('base64url'),
      ),
      tampered,
      'garbage',
      '..',
      'a.b.c',
      '',
    ];
    for (const token of tokens) expect(refusalOf(token).code, token).toBe('UNAUTHENTICATED');
  });
});

describe('public keys of a partner', () => {
  it('PARTNER-1 a key is kept in one form, whatever form it came in', () => {
    const { pem, thumbprint } = readPublicKey(`\n${ours.publicKey.replaceAll('\n', '\r\n')}`);
    expect(pem).toBe(ours.publicKey);
    expect(thumbprint).toMatch(/^[\w-]{43}$/);
  });

  it.each([
    [
      'a private key',
      createPrivateKey(ours.privateKey.export({ type: 'pkcs8', format: 'pem' }))
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
      'private key',
    ],
    ['no key', 'no key', 'must be a public key in PEM'],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 2048 })
        .publicKey.export({ type: 'spki', format: 'pem' })
        .toString(),
      'P-256',
    ],
    [
      'another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' })
        .publicKey.export({ type: 'spki', format: 'pem' })
        .toString(),
      'P-256',
    ],
    [
      'an Ed25519 key',
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'P-256',
    ],
  ])('PARTNER-1 %s is refused', (_title, text, words) => {
    expect(() => readPublicKey(text)).toThrowError(
      expect.objectContaining({
        code: 'INVALID',
        message: expect.stringContaining(words) as string,
      }),
    );
  });
});
