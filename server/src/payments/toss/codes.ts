/**
 * What an error code of Toss Payments means to us; one that is in no list means: ask what became
 * of the payment, and go by its state. Source: "API 에러 코드" of the Toss Payments documentation.
 */

/**
 * Answers to a confirmation that end this payment: the card, the account or the buyer's limits
 * refused it, and no money moved. Nobody but us could still confirm it, only under the same key, to
 * which Toss repeats its answer for 15 days; the authorisation dies after ten minutes.
 *
 * Codes that speak of the hour, of the way to a bank or of a payment that is elsewhere already
 * (`NOT_AVAILABLE_PAYMENT`, `PROVIDER_ERROR`, `ALREADY_PROCESSED_PAYMENT`, `DUPLICATED_ORDER_ID`,
 * `NOT_FOUND_PAYMENT_SESSION`) are not here on purpose: each can be said of a payment that was, or
 * will be, captured.
 */
export const DECLINED: ReadonlySet<string> = new Set([
  'BELOW_MINIMUM_AMOUNT',
  'EXCEEDS_TRANSFER_AMOUNT_MAXIMUM',
  'EXCEED_MAX_AMOUNT',
  'EXCEED_MAX_AUTH_COUNT',
  'EXCEED_MAX_CARD_INSTALLMENT_PLAN',
  'EXCEED_MAX_DAILY_PAYMENT_COUNT',
  'EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT',
  'EXCEED_MAX_ONE_DAY_AMOUNT',
  'EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT',
  'EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT',
  'EXCEED_MAX_PAYMENT_AMOUNT',
  'FDS_ERROR',
  'INVALID_ACCOUNT_INFO_RE_REGISTER',
  'INVALID_CARD_EXPIRATION',
  'INVALID_CARD_INSTALLMENT_PLAN',
  'INVALID_CARD_LOST_OR_STOLEN',
  'INVALID_CARD_NUMBER',
  'INVALID_PASSWORD',
  'INVALID_REJECT_CARD',
  'INVALID_STOPPED_CARD',
  'NOT_ALLOWED_POINT_USE',
  'NOT_SUPPORTED_CARD_TYPE',
  'NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT',
  'NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN',
  'PAY_PROCESS_ABORTED',
  'PAY_PROCESS_CANCELED',
  'REJECT_ACCOUNT_PAYMENT',
  'REJECT_CARD_COMPANY',
  'REJECT_CARD_PAYMENT',
  'REJECT_TOSSPAY_INVALID_ACCOUNT',
  'RESTRICTED_TRANSFER_ACCOUNT',
]);

/** Answers to a confirmation that are final when Toss knows no such payment either. */
export const ABSENT: ReadonlySet<string> = new Set([
  'INVALID_PAYMENT_KEY',
  'INVALID_REQUEST',
  'NOT_FOUND',
  'NOT_FOUND_PAYMENT',
  'NOT_FOUND_PAYMENT_SESSION',
]);

/** Mistakes in our keys or contract: an operator has to see to them, and then the call goes on. */
export const MISCONFIGURED: ReadonlySet<string> = new Set([
  'API_VERSION_UPDATE_NEEDED',
  'FORBIDDEN_REQUEST',
  'INCORRECT_BASIC_AUTH_FORMAT',
  'INVALID_API_KEY',
  'INVALID_AUTHORIZE_AUTH',
  'INVALID_IDEMPOTENCY_KEY',
  'INVALID_UNREGISTERED_SUBMALL',
  'NOT_FOUND_MERCHANT',
  'NOT_FOUND_TERMINAL_ID',
  'NOT_REGISTERED_BUSINESS',
  'UNAUTHORIZED_KEY',
]);

/** Refusals of the bank account that a cancellation was to pay into: another one may do. */
export const ACCOUNT_REFUSED: ReadonlySet<string> = new Set([
  'FORBIDDEN_BANK_REFUND_REQUEST',
  'INVALID_BANK',
  'INVALID_REFUND_ACCOUNT_INFO',
  'INVALID_REFUND_ACCOUNT_NUMBER',
  'NOT_ALLOWED_REFUND_BANK',
]);

/**
 * Answers to a cancellation that hold for the moment: a bank at night, a try that failed and may be
 * made again, a balance that had changed. Every other 4xx is final for the request.
 */
export const MOMENTARY: ReadonlySet<string> = new Set([
  'FAILED_METHOD_HANDLING_CANCEL',
  'FAILED_PARTIAL_REFUND',
  'FAILED_REFUND_PROCESS',
  'FORBIDDEN_CONSECUTIVE_REQUEST',
  'NOT_AVAILABLE_BANK',
  'NOT_MATCHES_REFUNDABLE_AMOUNT',
  'PROVIDER_ERROR',
]);

/** Statuses that say nothing of a cancellation: who asks, too slow, still at it, too often. */
export const UNDECIDED: ReadonlySet<number> = new Set([401, 408, 409, 425, 429]);
