import type { ErrorBody, ErrorCode, ErrorDetails } from './protocol/index.ts';

/** `NETWORK`: no answer reached us; `ABORTED`: the caller gave up. */
export type ClientErrorCode = ErrorCode | 'NETWORK' | 'ABORTED';

/** Every failure of this package: a stable code, plain words, and what is needed to act. */
export class TicketFlowError extends Error {
  readonly code: ClientErrorCode;
  readonly details: ErrorDetails;
  readonly requestId: string | undefined;

  constructor(
    code: ClientErrorCode,
    message: string,
    options: {
      details?: ErrorDetails | undefined;
      requestId?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'TicketFlowError';
    this.code = code;
    this.details = options.details ?? {};
    this.requestId = options.requestId;
  }

  static fromBody({ error }: ErrorBody): TicketFlowError {
    const { code, message, details, requestId } = error;
    return new TicketFlowError(code, message, { details, requestId });
  }
}
