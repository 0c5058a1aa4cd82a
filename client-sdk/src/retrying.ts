import { throwIfAborted, waitOrAbort } from './abort.ts';
import { TicketFlowError } from './errors.ts';

export interface RetryOptions {
  /** How often it is tried in all. */
  readonly tries: number;
  readonly signal?: AbortSignal | undefined;
}

const LONGEST_WAIT_MS = 5_000;

/**
 * Repeats what was not answered or not possible just then, waiting as long as the server asked.
 * Only for requests that may be repeated: reads, and those with an id or a key of their own.
 */
export async function retrying<T>(
  request: () => Promise<T>,
  { tries, signal }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    throwIfAborted(signal);
    try {
      return await request();
    } catch (error) {
      if (attempt >= tries || !isPassing(error)) throw error;
      const wait = Math.min(error.details.retryAfterMs ?? 200 * attempt, LONGEST_WAIT_MS);
      await waitOrAbort(wait * (0.75 + Math.random() / 2), signal);
    }
  }
}

function isPassing(error: unknown): error is TicketFlowError {
  if (!(error instanceof TicketFlowError)) return false;
  return error.code === 'NETWORK' || error.code === 'UNAVAILABLE';
}
