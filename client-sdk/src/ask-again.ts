import type { AnswerOf, Connection, RequestOf } from './connection.ts';
import type { ClientToServerEvents } from './protocol/index.ts';
import { retrying } from './retrying.ts';

/** How often such a request is tried in all. */
export const REPEATED = { tries: 4 };

/**
 * What is asked of a node that goes away, or of a store that comes back, is asked again, unless the
 * caller gives up.
 */
export function askAgain<E extends keyof ClientToServerEvents>(
  connection: Connection,
  event: E,
  request: RequestOf<E>,
  signal?: AbortSignal,
): Promise<AnswerOf<E>> {
  return retrying(() => connection.request(event, request, signal), { ...REPEATED, signal });
}
