import type { User } from '@ticket-flow/client';
import { createContext, useContext } from 'react';

/** Opens the sign-in dialog; answers the account, or undefined when it was closed. */
export type AskToSignIn = (reason?: string) => Promise<User | undefined>;

export const SignInContext = createContext<AskToSignIn>(() => Promise.resolve(undefined));

export function useSignIn(): AskToSignIn {
  return useContext(SignInContext);
}
