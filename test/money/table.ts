import type { Cell } from './matrix.ts';
import { UNSETTLED } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Played } from './provider-faults.ts';

/** A line a cell: where the node died, and where the order came to rest. */
export function tableOf(cells: readonly Cell[]): string {
  const rows = cells.map((cell) => [
    cell.provider,
    cell.run,
    `${cell.side} ${String(cell.number)} ${cell.call}`,
    cell.state,
    `${String(cell.books.charged)} - ${String(cell.books.returned)}`,
    String(cell.liveTickets),
    verdictOf(cell),
  ]);
  return align([
    ['provider', 'run', 'died', 'order', 'charged - returned', 'tickets', ''],
    ...rows,
  ]);
}

/**
 * Charged at most once, tickets or the money, and where a scenario says so the state it ends in.
 * Nothing may be owed either way.
 */
export function verdictOf(
  outcome: Outcome & Partial<Pick<Played, 'problem' | 'expected'>>,
): string {
  const { books, owed, problem, expected, state } = outcome;
  if (books.captures > 1) return 'CHARGED TWICE';
  if (UNSETTLED.includes(state)) return 'NOT AT REST';
  if (owed !== 0) return 'OWED';
  if (problem !== undefined) return problem;
  return expected === undefined || expected === state ? 'ok' : `NOT ${expected.toUpperCase()}`;
}

export function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A line a scenario: what went wrong at the provider, and where the order came to rest. */
export function faultTableOf(played: readonly Played[]): string {
  const rows = played.map((one) => [
    one.provider,
    one.scenario,
    one.state,
    `${String(one.books.charged)} - ${String(one.books.returned)}`,
    String(one.liveTickets),
    verdictOf(one),
  ]);
  return align([['provider', 'fault', 'order', 'charged - returned', 'tickets', ''], ...rows]);
}
