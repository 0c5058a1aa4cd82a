import { TicketFlowError } from '@ticket-flow/client';

/** What all buyers of a run write into. */
export interface Tally {
  holds: number;
  conflicts: number;
  /** Orders whose buyer was told that they are paid. */
  readonly toldPaid: string[];
  readonly errors: Record<string, number>;
  readonly unexpected: unknown[];
}

/** Belong to any rush. */
const CONFLICTS = new Set(['TAKEN', 'LIMIT']);
/** Belong to a system in which something has just failed, or to what this buyer does. */
const EXPECTED = new Set([
  ...['NETWORK', 'UNAVAILABLE', 'IN_PROGRESS', 'GONE', 'WRONG_STATE', 'DECLINED', 'BEHIND'],
  ...CONFLICTS,
]);

export function createTally(): Tally {
  return { holds: 0, conflicts: 0, toldPaid: [], errors: {}, unexpected: [] };
}

export function codeOf(error: unknown): string {
  return error instanceof TicketFlowError ? error.code : 'EXCEPTION';
}

/** Not answered, or not possible just now: the same request may be sent again. */
export function isPassing(error: unknown): boolean {
  return ['NETWORK', 'UNAVAILABLE', 'IN_PROGRESS'].includes(codeOf(error));
}

export function countError(tally: Tally, error: unknown): void {
  const code = codeOf(error);
  if (CONFLICTS.has(code)) tally.conflicts += 1;
  else tally.errors[code] = (tally.errors[code] ?? 0) + 1;
  if (!EXPECTED.has(code)) tally.unexpected.push(error);
}
