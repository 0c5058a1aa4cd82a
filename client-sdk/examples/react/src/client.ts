import { TicketFlowClient } from '@ticket-flow/client';
import type { Session } from '@ticket-flow/client';

let session: Session | undefined;

/** Signed in over a reload by the refresh cookie, which works once: one tab at a time uses it. */
function getToken(): Promise<string | undefined> {
  return navigator.locks.request('ticket-flow session', async () => {
    const left = (session?.accessTokenExpiresAt ?? 0) - Date.now();
    if (left < 60_000) session = await client.refresh().catch(() => undefined);
    return session?.accessToken;
  });
}

export const client = new TicketFlowClient({ locale: 'en', getToken });

export async function signIn(email: string, password: string): Promise<void> {
  session = await client.logIn({ email, password });
  await client.sessionChanged();
}
