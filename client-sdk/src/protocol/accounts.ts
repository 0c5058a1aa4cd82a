/** Accounts as REST answers them. Instants are milliseconds UTC. */

export type Locale = 'ko' | 'en';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
  readonly emailVerified: boolean;
}

export interface Session {
  readonly user: User;
  /** Bearer token for REST and the socket. */
  readonly accessToken: string;
  readonly accessTokenExpiresAt: number;
}
