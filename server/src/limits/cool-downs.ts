import type { LimitTable } from '../platform/limit-table.ts';
import { named } from './named.ts';
import type { NamedLimit, RateLimits } from './rate-limits.ts';

/** A person's cool-down in a performance, as nodes tell each other; `waitMs` 0: it is forgiven. */
export interface CoolDownNews {
  readonly performanceId: number;
  readonly holder: string;
  readonly waitMs: number;
}

/**
 * RATE-7: who holds seats and lets them go again and again, without ordering, rests for a while that
 * doubles each time. Counted by all nodes together; a look at it asks nobody.
 */
export interface CoolDowns {
  /** How long this person has to wait before holding in this performance; 0: not at all. */
  waitOf(performanceId: number, holder: string): number;
  /** A hold was let go or ran out, or an order was given up. */
  dropped(performanceId: number, holder: string): Promise<void>;
  /** Somebody who buys is welcome. */
  paid(performanceId: number, holder: string): Promise<void>;
  /** What another node tells. */
  heard(news: CoolDownNews): void;
}

export interface CoolDownsDependencies {
  readonly limits: RateLimits;
  readonly table: LimitTable;
  readonly tell: (news: CoolDownNews) => void;
  /** In milliseconds. @default Date.now */
  readonly now?: () => number;
}

const FIRST_MS = 15_000;
const LONGEST_MS = 15 * 60_000;
const MAX_REMEMBERED = 100_000;

export function createCoolDowns(dependencies: CoolDownsDependencies): CoolDowns {
  const { limits, tell, now = Date.now } = dependencies;
  const { drops, dropsHour } = named(dependencies.table);
  /** Ends of cool-downs by performance and person. */
  const until = new Map<string, number>();

  function heard({ performanceId, holder, waitMs }: CoolDownNews): void {
    const key = keyOf(performanceId, holder);
    until.delete(key);
    if (waitMs <= 0) return;
    if (until.size >= MAX_REMEMBERED) forgetPast(until, now());
    until.set(key, now() + waitMs);
  }

  function announce(news: CoolDownNews): void {
    heard(news);
    tell(news);
  }

  async function over(limit: NamedLimit, key: string): Promise<number> {
    const { taken } = await limits.take(limit, key);
    return taken - limit.points;
  }

  return {
    waitOf: (performanceId, holder) => {
      if (until.size === 0) return 0;
      const ends = until.get(keyOf(performanceId, holder));
      return ends === undefined ? 0 : Math.max(0, ends - now());
    },
    dropped: async (performanceId, holder) => {
      const key = keyOf(performanceId, holder);
      const counts = await Promise.all([over(drops, key), over(dropsHour, key)]);
      const times = Math.max(...counts);
      if (times <= 0) return;
      const waitMs = Math.min(FIRST_MS * 2 ** (times - 1), LONGEST_MS);
      announce({ performanceId, holder, waitMs });
    },
    paid: async (performanceId, holder) => {
      const key = keyOf(performanceId, holder);
      announce({ performanceId, holder, waitMs: 0 });
      await Promise.all([limits.forget(drops, key), limits.forget(dropsHour, key)]);
    },
    heard,
  };
}

function keyOf(performanceId: number, holder: string): string {
  return `${String(performanceId)}:${holder}`;
}

/** Those that are over; if none is, the oldest. */
function forgetPast(until: Map<string, number>, at: number): void {
  for (const [key, ends] of until) if (ends <= at) until.delete(key);
  const oldest = until.keys().next();
  if (until.size >= MAX_REMEMBERED && !oldest.done) until.delete(oldest.value);
}
