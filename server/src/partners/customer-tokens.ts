import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { AppError } from '../platform/errors.ts';

/** Who signs, and with which keys. */
export interface Signer {
  readonly id: string;
  /** By key id. */
  readonly signingKeys: ReadonlyMap<string, KeyObject>;
}

export interface Customer {
  /** `partner:<id>:<customer>` */
  readonly holder: string;
  readonly expiresAt: number;
}

const AUDIENCE = 'ticket-flow';
const ALGORITHM = 'ES256';
const MAX_LIFE_S = 15 * 60;
/** A partner's clock may go ahead of ours by that much. */
const CLOCK_SKEW_S = 60;
/** Neither ":" nor "|": holders are written into records that have both as separators. */
const CUSTOMER = /^[A-Za-z0-9._~-]{1,64}$/;

/**
 * PARTNER-5: the customer a token of this partner names. Throws TOKEN_EXPIRED, or UNAUTHENTICATED
 * saying what is wrong: whoever reads it is the one who signs.
 */
export function readCustomerToken(token: string, partner: Signer): Customer {
  const claims = verify(token, partner);
  // What a token says is of any type: only its signature has been looked at.
  const { sub, iat, exp }: Readonly<Record<string, unknown>> = claims;
  if (typeof sub !== 'string' || !CUSTOMER.test(sub))
    throw refused('sub must be a text of 1 to 64 letters, digits, ".", "_", "~", "-"');
  if (!isSecond(iat) || !isSecond(exp)) throw refused('iat and exp must be whole seconds');
  if (exp - iat > MAX_LIFE_S) throw refused('exp must be at most 15 minutes after iat');
  if (iat > Date.now() / 1000 + CLOCK_SKEW_S) throw refused('iat lies in the future');
  return { holder: `partner:${partner.id}:${sub}`, expiresAt: exp * 1000 };
}

function isSecond(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function verify(token: string, partner: Signer): jwt.JwtPayload {
  const key = keyFor(token, partner);
  try {
    const claims = jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      issuer: partner.id,
    });
    if (typeof claims === 'string') throw refused('it has no claims');
    return claims;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof jwt.TokenExpiredError) {
      throw new AppError('TOKEN_EXPIRED', 'The customer token has expired; sign a new one.');
    }
    throw refused(error instanceof jwt.JsonWebTokenError ? error.message : 'not readable', error);
  }
}

/** A token without a key id is fine as long as there is just one key. */
function keyFor(token: string, { signingKeys }: Signer): KeyObject {
  const header = headerOf(token);
  if (header.alg !== ALGORITHM) throw refused(`it must be a JWT signed with ${ALGORITHM}`);
  // Whoever writes these asks for more than is looked at here.
  if ('crit' in header || 'b64' in header) throw refused('its header must not have crit or b64');
  const [only, ...more] = signingKeys.values();
  const { kid }: { readonly kid?: unknown } = header;
  if (kid === undefined && only && more.length === 0) return only;
  const key = typeof kid === 'string' && kid !== '' ? signingKeys.get(kid) : undefined;
  if (!key) throw refused('its header names no key (kid) that this partner has given us');
  return key;
}

function headerOf(token: string): Partial<jwt.JwtHeader> {
  try {
    return jwt.decode(token, { complete: true })?.header ?? {};
  } catch {
    return {};
  }
}

function refused(why: string, cause?: unknown): AppError {
  return new AppError('UNAUTHENTICATED', `The customer token is refused: ${why}.`, { cause });
}
