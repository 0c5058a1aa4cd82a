import type { Locale } from './protocol/index.ts';

export interface TicketFlowClientOptions {
  /** Address of the server, without a path. @default the page's own origin */
  readonly baseUrl?: string;
  /**
   * Publishable key of a partner, for a page on an origin of its own. Without a token such a client
   * only reads; to hold seats, `getToken` answers a customer token signed by the partner's server.
   */
  readonly partnerKey?: string;
  /** Called whenever a token is needed; answer undefined for a visitor. */
  readonly getToken?: () => string | undefined | Promise<string | undefined>;
  /** Language of names and texts. @default 'ko' */
  readonly locale?: Locale;
  /** @default globalThis.fetch */
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  /**
   * Ends the waiting with ABORTED, and sends nothing (again). It takes nothing back: what the server
   * has received may have been done.
   */
  readonly signal?: AbortSignal;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** What the check of `humanCheck` answered; asked for after failed sign-ins. */
  readonly human?: string | undefined;
}

export interface NewPassword {
  /** Of the link that was sent. */
  readonly token: string;
  readonly password: string;
}

/** What a buyer does at the sandbox provider. */
export interface SandboxApproval {
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly behaviour: 'approve' | 'decline' | 'slow' | 'deposit';
}
