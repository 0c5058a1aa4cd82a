/** For servers whose visitors all come from one address, and look at no page before signing up. */
export const WIDE_LIMITS = { LIMITS_FACTOR: '1000', HUMAN_CHECK: 'off' } as const;

/** What a server has that nobody has told anything. */
export const DEFAULT_LIMITS = { LIMITS_FACTOR: '1', HUMAN_CHECK: 'sandbox' } as const;
