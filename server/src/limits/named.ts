import { LIMIT_NAMES } from '../platform/limit-table.ts';
import type { LimitName, LimitTable } from '../platform/limit-table.ts';
import type { NamedLimit } from './rate-limits.ts';

/** The table's limits, each knowing its name. */
export function named(table: LimitTable): Readonly<Record<LimitName, NamedLimit>> {
  const entries = LIMIT_NAMES.map((name) => [name, { name, ...table[name] }] as const);
  return Object.fromEntries(entries) as Record<LimitName, NamedLimit>;
}
