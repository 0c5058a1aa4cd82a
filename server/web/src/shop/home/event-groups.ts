import type { Category, EventSummary } from '@ticket-flow/client';

const ORDER = { on_sale: 0, soon: 1, closed: 2, past: 3 } as const;

export interface EventGroup {
  /** undefined for what belongs to no category. */
  readonly category: Category | undefined;
  readonly events: readonly EventSummary[];
}

/** What can be bought first, then what will be, then what was. */
export function byState(events: readonly EventSummary[]): EventSummary[] {
  return [...events].sort((a, b) => ORDER[a.saleState] - ORDER[b.saleState]);
}

function slugsUnder({ slug, children }: Category): string[] {
  return [slug, ...children.flatMap(slugsUnder)];
}

/** Events under the categories at the top of the tree, in the tree's order; empty ones are left out. */
export function groupEvents(
  events: readonly EventSummary[],
  categories: readonly Category[],
): EventGroup[] {
  const groups = categories.map((category) => {
    const slugs = slugsUnder(category);
    const isIn = (event: EventSummary): boolean =>
      event.categories.some((slug) => slugs.includes(slug));
    return { category, events: byState(events.filter(isIn)) };
  });
  const known = new Set(groups.flatMap((group) => group.events));
  const others = byState(events.filter((event) => !known.has(event)));
  return [...groups, { category: undefined, events: others }].filter(
    (group) => group.events.length > 0,
  );
}
