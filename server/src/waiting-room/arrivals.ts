import type { Arrival, LineRepository } from './line-repository.ts';

/**
 * Gives places to people who come at the same time in one transaction: while one is under way, the
 * others gather for the next. In the minute of an opening that is a hundred at a time.
 */
export interface Arrivals {
  /** The account's place; undefined: nobody may join now. */
  arrive(performanceId: number, account: string): Promise<Arrival | undefined>;
}

const MOST_AT_ONCE = 200;

interface Gathering {
  readonly accounts: Set<string>;
  readonly outcome: Promise<Map<string, Arrival> | undefined>;
}

export function createArrivals({
  lines,
}: {
  readonly lines: Pick<LineRepository, 'arrive'>;
}): Arrivals {
  /** By performance: the transaction under way, and the gatherings behind it. */
  const last = new Map<number, Promise<unknown>>();
  const open = new Map<number, Gathering>();

  async function write(performanceId: number, gathering: Gathering) {
    if (open.get(performanceId) === gathering) open.delete(performanceId);
    const rows = await lines.arrive(performanceId, [...gathering.accounts]);
    return rows && new Map(rows.map((row) => [row.account_id, row]));
  }

  function gather(performanceId: number): Gathering {
    const before = last.get(performanceId) ?? Promise.resolve();
    const begin = (): ReturnType<typeof write> => write(performanceId, gathering);
    const outcome = before.then(begin, begin);
    const gathering: Gathering = { accounts: new Set(), outcome };
    open.set(performanceId, gathering);
    last.set(performanceId, outcome);
    const forget = (): void => {
      if (last.get(performanceId) === outcome) last.delete(performanceId);
    };
    outcome.then(forget, forget);
    return gathering;
  }

  return {
    arrive: async (performanceId, account) => {
      const found = open.get(performanceId);
      const full = (found?.accounts.size ?? 0) >= MOST_AT_ONCE;
      const gathering = found && !full ? found : gather(performanceId);
      gathering.accounts.add(account);
      return (await gathering.outcome)?.get(account);
    },
  };
}
