import type { AreaRequest, HoldCommand } from '../seat-store.ts';

/** Seats begin behind the header, at this place of two bits. */
const FIRST_PLACE = 64;

export interface HoldContext {
  readonly incarnation: number;
  /** Milliseconds; '' = the server's own clock. */
  readonly clock: string;
  readonly batch: number;
}

export function isArea(wanted: readonly number[] | AreaRequest): wanted is AreaRequest {
  return 'count' in wanted;
}

/** ARGV of hold-4.lua. */
export function holdArguments(command: HoldCommand, context: HoldContext): string[] {
  const { terms, wanted } = command;
  const listed = isArea(wanted) ? undefined : wanted;
  const args = [
    String(context.incarnation),
    String(terms.config),
    String(terms.opensAt),
    String(terms.closesAt),
    String(terms.limit),
    String(command.ttlMs),
    String(command.capMs),
    command.holder,
    command.requestId,
    String(context.batch),
    isArea(wanted) ? formatArea(wanted) : wanted.join(','),
    special(command, context.clock),
  ];
  for (const seat of listed ?? []) args.push(`#${String(FIRST_PLACE + seat)}`);
  return args;
}

function formatArea({ first, capacity, count }: AreaRequest): string {
  return `${String(first)}:${String(capacity)}:${String(count)}`;
}

/** What few sales have; together, so that the others needn't send it. */
function special({ terms, runs, admission }: HoldCommand, clock: string): string {
  const { orphanRule } = terms;
  if (clock === '' && orphanRule === 'off' && !terms.admission) return '';
  const number = terms.admission ? String(admission?.number ?? 0) : '';
  const near = runs.map(({ first, length }) => `${String(first)}:${String(length)}`).join(',');
  return `${clock}|${orphanRule}|${number}|${near}|${admission?.account ?? ''}`;
}
