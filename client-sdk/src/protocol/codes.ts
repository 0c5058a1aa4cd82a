/** Every code an error can carry, on REST and on the socket. Stable: names are never reused. */
export const ErrorCode = {
  /** Something in the request is malformed; `details.field` names it. */
  Invalid: 'INVALID',
  Unauthenticated: 'UNAUTHENTICATED',
  TokenExpired: 'TOKEN_EXPIRED',
  /** A refresh token was used twice; the whole login has been ended. */
  TokenReused: 'TOKEN_REUSED',
  BadCredentials: 'BAD_CREDENTIALS',
  EmailTaken: 'EMAIL_TAKEN',
  Forbidden: 'FORBIDDEN',
  NotFound: 'NOT_FOUND',
  TooLarge: 'TOO_LARGE',
  RateLimited: 'RATE_LIMITED',
  Internal: 'INTERNAL',
  /** The version named in the handshake is not spoken here. */
  UnsupportedProtocol: 'UNSUPPORTED_PROTOCOL',
  /** For now; `details.retryAfterMs` says when to try again. */
  Unavailable: 'UNAVAILABLE',

  /** `details.seats`: somebody else has these. */
  Taken: 'TAKEN',
  /** `details.seats`: not for sale through this channel. */
  Channel: 'CHANNEL',
  /** `details.seats`: would be left single. */
  Orphan: 'ORPHAN',
  /** `details.limit`: seats one person may have in this performance. */
  Limit: 'LIMIT',
  /** `details.free`: places left in the area. */
  AreaFull: 'AREA_FULL',
  /** `details.free`: seats of the kind that was asked for (a grade, for a wheelchair). */
  NotEnough: 'NOT_ENOUGH',
  /** Before the sale opens, after it ends, or while it is paused. */
  Closed: 'CLOSED',
  UnknownSeat: 'UNKNOWN_SEAT',
  Duplicate: 'DUPLICATE',
  /** The hold has expired, was released or was lost. */
  Gone: 'GONE',
  /** Seats are held through the waiting room only, and this account has not been let in (any more). */
  NotAdmitted: 'NOT_ADMITTED',
  /** Held and let go too often without an order; `details.retryAfterMs`. */
  CoolingDown: 'COOLING_DOWN',
  /** A check that a person is asking is needed first, or was not passed. */
  HumanCheck: 'HUMAN_CHECK',
  /** The account's e-mail address has to be confirmed first. */
  EmailNotVerified: 'EMAIL_NOT_VERIFIED',
  /** The map cannot be shown from here yet; `details.retryAfterMs`. */
  Behind: 'BEHIND',

  /** The order is in a state that does not allow this; `details.state`. */
  WrongState: 'WRONG_STATE',
  AmountMismatch: 'AMOUNT_MISMATCH',
  /** Another payment of this order is being confirmed. */
  InProgress: 'IN_PROGRESS',
  Declined: 'DECLINED',
  /** These tickets are not taken back (any more). */
  NotRefundable: 'NOT_REFUNDABLE',
  /** The money can only go back to a bank account; name one in `account`. */
  RefundAccountNeeded: 'REFUND_ACCOUNT_NEEDED',
  /** A link from an e-mail that was used, is too old, or was never sent. */
  LinkExpired: 'LINK_EXPIRED',
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** What a failed REST call or socket request answers. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly details?: ErrorDetails;
    readonly requestId?: string;
  };
}

export interface ErrorDetails {
  /** Path of the field that is wrong: `buyer.email`. */
  readonly field?: string;
  readonly seats?: readonly { readonly seat: number; readonly label: string }[];
  readonly limit?: number;
  readonly free?: number;
  readonly state?: string;
  readonly retryAfterMs?: number;
}
