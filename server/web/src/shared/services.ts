import { TicketFlowClient } from '@ticket-flow/client';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { createSession } from './session.ts';
import type { SessionState, SessionStore } from './session.ts';

/** What every page may need; made once at the entry and handed down. */
export interface Services {
  readonly client: TicketFlowClient;
  readonly session: SessionStore;
}

export function createServices(): Services {
  const session = createSession(() => client);
  const client = new TicketFlowClient({ getToken: () => session.getToken() });
  return { client, session };
}

const Context = createContext<Services | undefined>(undefined);
export const ServicesProvider = Context.Provider;

export function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error('ServicesProvider is missing');
  return services;
}

export function useSession(): SessionState {
  const { session } = useServices();
  return useSyncExternalStore(
    (changed) => session.subscribe(changed),
    () => session.state,
  );
}
