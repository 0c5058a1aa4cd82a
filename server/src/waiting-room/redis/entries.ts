import type { ListedAdmission, Whereabouts } from '../room-store.ts';

/** `number|until|entered`, the value of an entry in the list of admissions. */
export function formatEntry({ number, until, entered }: ListedAdmission): string {
  return `${String(number)}|${String(until)}|${entered ? '1' : '0'}`;
}

export function parseEntry(account: string, value: string): ListedAdmission | undefined {
  const [, number, until, entered] = /^(\d+)\|(\d+)\|([01])$/.exec(value) ?? [];
  if (number === undefined) return undefined;
  return { account, number: Number(number), until: Number(until), entered: entered === '1' };
}

/** `account, entry` pairs, flat. */
export function toPairs(flat: unknown): [account: string, entry: string][] {
  const list = Array.isArray(flat) ? flat.map(String) : [];
  return Array.from({ length: list.length / 2 }, (_, k) => [
    list[2 * k] ?? '',
    list[2 * k + 1] ?? '',
  ]);
}

/** What `look.lua` found for one account. */
export function toWhereabouts(found: unknown): Whereabouts {
  if (typeof found === 'number') return { at: 'line', ahead: found };
  const entry = parseEntry('', String(found));
  if (!entry) return undefined;
  const { number, until, entered } = entry;
  return { at: 'list', number, until, entered };
}
