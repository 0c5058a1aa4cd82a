import { TicketFlowError } from './errors.ts';
import type { Locale, Session } from './protocol/index.ts';
import { retrying } from './retrying.ts';

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  /** Language of mails. @default the client's */
  readonly locale?: Locale;
  /** What the check of `humanCheck` answered; it counts once. */
  readonly human?: string | undefined;
}

interface SignUpCalls {
  readonly signUp: () => Promise<Session>;
  readonly logIn: () => Promise<Session>;
  readonly signal?: AbortSignal;
}

const TRIES = 3;

/** Signs up; where only the answer of an earlier try was lost, signs in to what that try made. */
export async function signUpOrIn({ signUp, logIn, signal }: SignUpCalls): Promise<Session> {
  let tries = 0;
  const call = (): Promise<Session> => {
    tries += 1;
    return signUp();
  };
  try {
    return await retrying(call, { tries: TRIES, signal });
  } catch (error) {
    const taken = error instanceof TicketFlowError && error.code === 'EMAIL_TAKEN';
    if (!taken || tries === 1) throw error;
    return logIn().catch(() => {
      throw error;
    });
  }
}
