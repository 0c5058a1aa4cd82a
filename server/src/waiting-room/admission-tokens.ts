import { createSecretKey, hkdfSync } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** WAIT-4: proves which admission its bearer means; whether that one is alive is asked elsewhere. */
export interface AdmissionTokens {
  issue(performanceId: number, accountId: string, number: number): string;
  /** Undefined: not ours, or for another account or performance. */
  numberOf(performanceId: number, accountId: string, token: string): number | undefined;
}

const AUDIENCE = 'ticket-flow:admission';
const ALGORITHM = 'HS256';
/**
 * Longer than any admission lives: its end is judged by the store's clock alone (WAIT-5), and this
 * only keeps a token from being of interest for ever.
 */
const VALID_SECONDS = 24 * 60 * 60;

export function createAdmissionTokens(tokenSecret: string): AdmissionTokens {
  // A key of its own: an access token is no admission, and the other way round.
  const bytes = hkdfSync('sha256', tokenSecret, '', 'ticket-flow admissions', 32);
  const key = createSecretKey(Buffer.from(bytes));
  return {
    issue: (performanceId, accountId, number) =>
      jwt.sign({ p: performanceId, n: number }, key, {
        algorithm: ALGORITHM,
        subject: accountId,
        audience: AUDIENCE,
        expiresIn: VALID_SECONDS,
      }),
    numberOf: (performanceId, accountId, token) => {
      try {
        const claims = jwt.verify(token, key, { algorithms: [ALGORITHM], audience: AUDIENCE });
        if (typeof claims === 'string' || claims.sub !== accountId) return undefined;
        const { p, n } = claims as { p?: unknown; n?: unknown };
        return p === performanceId && typeof n === 'number' ? n : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
