import type { ErrorBody } from '@ticket-flow/client';
import { countRefusal } from './tally.ts';
import type { Tally } from './tally.ts';

/** The server said no, with a code. */
export class Refusal extends Error {
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  constructor({ error }: ErrorBody) {
    super(`${error.code}: ${error.message}`);
    this.name = 'Refusal';
    this.code = error.code;
    this.retryAfterMs = error.details?.retryAfterMs;
  }
}

/** No answer: nobody knows what became of the request. */
export class Unanswered extends Error {
  constructor(where: string, cause?: unknown) {
    super(`${where} was not answered`, { cause });
    this.name = 'Unanswered';
  }
}

/** The run is over, for everybody. */
export class Over extends Error {
  constructor() {
    super('the rush is over');
    this.name = 'Over';
  }
}

export interface RefusedAnswer {
  readonly where: string;
  readonly body: ErrorBody;
  /** Of REST. */
  readonly status?: number;
}

/** Counts what was refused, and makes it an error to throw. */
export function refusal(tally: Tally, { where, body, status = 0 }: RefusedAnswer): Refusal {
  const refused = new Refusal(body);
  const { code, retryAfterMs } = refused;
  if (status >= 500 || code === 'UNAVAILABLE' || code === 'INTERNAL') {
    const typed = code === 'UNAVAILABLE' && retryAfterMs !== undefined;
    const what = `${code} ${body.error.message}`;
    tally.mishaps.push({ at: Date.now(), where, what, typed, logged: status >= 500 });
  } else countRefusal(tally, code);
  return refused;
}

export function unanswered(tally: Tally, where: string, cause?: unknown): Unanswered {
  tally.unanswered.push({ at: Date.now(), where });
  return new Unanswered(where, cause);
}
