import { createHash } from 'node:crypto';
import { AppError } from '../platform/errors.ts';
import type { Humans } from './human-check.ts';
import type { LimitTable } from '../platform/limit-table.ts';
import type { NamedLimit, RateLimits } from './rate-limits.ts';
import { named } from './named.ts';
import { rateLimited } from './refusals.ts';

export interface Visitor {
  readonly address: string;
  /** What the human check on the page answered. */
  readonly human?: string | undefined;
}

/** Stands at the door of accounts. */
export interface SignInGuard {
  /** Throws RATE_LIMITED or HUMAN_CHECK. */
  signUp(visitor: Visitor): Promise<void>;
  /** Runs the sign-in, which throws BAD_CREDENTIALS. Throws RATE_LIMITED or HUMAN_CHECK. */
  signIn<T>(visitor: Visitor & { readonly email: string }, signIn: () => Promise<T>): Promise<T>;
}

export interface SignInGuardDependencies {
  readonly limits: RateLimits;
  readonly table: LimitTable;
  readonly humans: Humans;
}

/** Failures of one account from one address after which a person has to show to be one. */
const FREE_FAILURES = 3;
const KNOWN_FOR_MS = 30 * 24 * 60 * 60 * 1000;
/** Marks an address from which an account was signed in to; nobody reaches this as a limit. */
const KNOWN: NamedLimit = { name: 'known', points: 1_000_000, windowMs: KNOWN_FOR_MS };

/**
 * RATE-5: guessing passwords is counted by account and address, so that a stranger’s failures don't
 * lock the owner out; by account alone only for addresses the owner never came from.
 */
export function createSignInGuard(dependencies: SignInGuardDependencies): SignInGuard {
  const { limits, humans } = dependencies;
  const table = named(dependencies.table);

  async function take(limit: NamedLimit, key: string): Promise<void> {
    const { allowed, endsInMs } = await limits.take(limit, key);
    if (!allowed) throw rateLimited(endsInMs);
  }

  /** Counts a try before it is made: many at once must not pass for one. */
  async function begin(pair: string, account: string): Promise<{ suspicious: boolean }> {
    const [here, everywhere] = await Promise.all([
      limits.take(table.failuresAccountAddress, pair),
      limits.take(table.failuresAccount, account),
    ]);
    if (!here.allowed) throw rateLimited(here.endsInMs);
    if (everywhere.allowed) return { suspicious: here.taken > FREE_FAILURES };
    const stranger = (await limits.look(KNOWN, pair)).taken === 0;
    if (stranger && humans.info.kind === 'off') throw rateLimited(everywhere.endsInMs);
    return { suspicious: stranger || here.taken > FREE_FAILURES };
  }

  /** What was no failure is not counted as one. */
  async function giveBack(pair: string, account: string): Promise<void> {
    await Promise.all([
      limits.take(table.failuresAccountAddress, pair, -1),
      limits.take(table.failuresAccount, account, -1),
    ]);
  }

  async function succeeded(pair: string, account: string): Promise<void> {
    await Promise.all([
      limits.forget(table.failuresAccountAddress, pair),
      limits.take(table.failuresAccount, account, -1),
      limits.take(KNOWN, pair),
    ]);
  }

  return {
    signUp: async ({ address, human: response }) => {
      await take(table.signUpsAddress, address);
      await humans.require({ action: 'sign-up', address, response });
    },
    signIn: async ({ address, email, human: response }, signIn) => {
      await take(table.signInsAddress, address);
      const account = accountKey(email);
      const pair = `${account}@${address}`;
      const { suspicious } = await begin(pair, account);
      try {
        if (suspicious) {
          await humans.require({ action: 'sign-in', address, response, suspicious });
        }
        const signedIn = await signIn();
        await succeeded(pair, account);
        return signedIn;
      } catch (error) {
        const wrong = error instanceof AppError && error.code === 'BAD_CREDENTIALS';
        if (!wrong) await giveBack(pair, account);
        throw error;
      }
    },
  };
}

/** No address of a person is kept where counts are. */
function accountKey(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url').slice(0, 22);
}
