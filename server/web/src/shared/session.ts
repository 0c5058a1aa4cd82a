import type { Credentials, NewAccount, Session, TicketFlowClient, User } from '@ticket-flow/client';
import { hasCode } from './explain.ts';
import { readStorage, writeStorage } from './i18n/index.ts';

export type SessionState =
  | { readonly status: 'restoring' }
  | { readonly status: 'visitor' }
  | { readonly status: 'signedIn'; readonly user: User };

/** Who is signed in. The access token stays in memory; the refresh token is a cookie. */
export interface SessionStore {
  readonly state: SessionState;
  subscribe(changed: () => void): () => void;
  /** For the client: a token that is good for a minute more, or undefined for a visitor. */
  getToken(): Promise<string | undefined>;
  signIn(credentials: Credentials): Promise<User>;
  signUp(account: NewAccount): Promise<User>;
  signOut(): Promise<void>;
  /** Reads the account again, after something about it has changed. */
  reload(): Promise<void>;
  /** After the server has ended every login of this account. */
  forget(): void;
}

const RENEW_BEFORE_MS = 60_000;
/** Set while there may be a refresh cookie, so that visitors cost the server no refused call. */
const HINT = 'ticket-flow.signed-in';

export function createSession(client: () => TicketFlowClient): SessionStore {
  const listeners = new Set<() => void>();
  let state: SessionState = { status: 'restoring' };
  let current: Session | undefined;
  /** By this device's clock, however wrong: what is counted is the time since it came. */
  let goodUntil = 0;
  let renewing: Promise<void> | undefined;

  function become(session: Session | undefined): void {
    if (session && session.accessToken !== current?.accessToken) {
      goodUntil = Date.now() + lifetimeOf(session.accessToken);
    }
    current = session;
    state = session ? { status: 'signedIn', user: session.user } : { status: 'visitor' };
    writeStorage(HINT, session && '1');
    for (const listener of listeners) listener();
  }

  async function renew(): Promise<void> {
    try {
      become(await oneTabAtATime(() => client().refresh()));
    } catch (error) {
      if (hasCode(error, 'UNAUTHENTICATED', 'TOKEN_REUSED')) become(undefined);
      else if (state.status === 'restoring') state = { status: 'visitor' };
      for (const listener of listeners) listener();
    }
  }

  async function reload(): Promise<void> {
    if (!current) return;
    const user = await client().me();
    become({ ...current, user });
  }

  function renewOnce(): Promise<void> {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function enter(session: Promise<Session>): Promise<User> {
    const entered = await session;
    become(entered);
    await client().sessionChanged();
    return entered.user;
  }

  if (readStorage(HINT) === undefined) state = { status: 'visitor' };
  else void Promise.resolve().then(renewOnce);

  return {
    get state() {
      return state;
    },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    getToken: async () => {
      if (state.status === 'restoring') await renewOnce();
      if (current && goodUntil - Date.now() < RENEW_BEFORE_MS) await renewOnce();
      return current?.accessToken;
    },
    signIn: (credentials) => enter(client().logIn(credentials)),
    signUp: (account) => enter(client().signUp(account)),
    signOut: async () => {
      await client().logOut();
      become(undefined);
      await client().sessionChanged();
    },
    reload,
    forget: () => {
      become(undefined);
      void client().sessionChanged();
    },
  };
}

/** How long the server meant a token to be good when it signed it: both ends by its own clock. */
function lifetimeOf(accessToken: string): number {
  try {
    const [, payload = ''] = accessToken.split('.');
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const { iat, exp } = JSON.parse(text) as { iat: number; exp: number };
    return (exp - iat) * 1_000 || 0;
  } catch {
    return 0;
  }
}

/** A refresh token is good for one use, so two tabs must not use it at the same time. */
function oneTabAtATime<T>(action: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return action();
  return navigator.locks.request('ticket-flow.refresh', action);
}
