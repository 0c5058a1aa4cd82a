import { createRandom } from '../support/random.ts';
import type { Random } from '../support/random.ts';

/** Faults after which only the way to the viewers has to be found again. */
export const NODE_KINDS = [
  'node_kill',
  'node_freeze',
  'node_terminate',
  'nginx_reload',
  'viewers_cut',
  'database_restart',
] as const;
/** Faults after which the seat store has to be made anew, or is doubted. */
export const REDIS_KINDS = [
  'redis_empty',
  'redis_old_dump',
  'redis_failover',
  'redis_flushall',
  'redis_pause',
  'redis_lost_between_pin_and_commit',
  'two_rebuilders',
] as const;
export const FAULT_KINDS = [...NODE_KINDS, ...REDIS_KINDS] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface PlannedFault {
  readonly kind: FaultKind;
  /** When it begins, counted from the first purchase; later if an earlier one took its time. */
  readonly atMs: number;
  /** For what the fault leaves to chance: which node, how long. */
  readonly seed: number;
}

/** How long a fault and the way back from it usually take. */
const TAKES_MS: Readonly<Record<FaultKind, number>> = {
  node_kill: 5_000,
  node_freeze: 5_500,
  node_terminate: 5_500,
  nginx_reload: 11_000,
  viewers_cut: 2_500,
  database_restart: 2_500,
  redis_empty: 2_000,
  redis_old_dump: 3_500,
  redis_failover: 4_000,
  redis_flushall: 1_000,
  redis_pause: 3_500,
  redis_lost_between_pin_and_commit: 3_500,
  two_rebuilders: 2_000,
};
/** Buyers are left in peace for so long between two faults. */
const REST_MS = { least: 1_000, most: 8_000 };
const ROUNDS = 2;

/**
 * Rounds of all kinds, each round in an order of its own, as many as there is time for. The peace
 * between two faults is what two rounds leave of the duration.
 */
export function planFaults(
  seed: number,
  durationMs: number,
  kinds: readonly FaultKind[] = FAULT_KINDS,
): PlannedFault[] {
  const random = createRandom(seed);
  const restMs = restBetween(durationMs, kinds);
  const planned: PlannedFault[] = [];
  let atMs = restMs;
  for (;;) {
    for (const kind of shuffled(kinds, random)) {
      if (atMs + TAKES_MS[kind] > durationMs) return planned;
      planned.push({ kind, atMs, seed: random.int(1, 1_000_000_000) });
      atMs += TAKES_MS[kind] + restMs;
    }
  }
}

function restBetween(durationMs: number, kinds: readonly FaultKind[]): number {
  const busyMs = ROUNDS * kinds.reduce((sum, kind) => sum + TAKES_MS[kind], 0);
  const rests = ROUNDS * kinds.length + 1;
  const restMs = Math.floor((durationMs - busyMs) / rests);
  return Math.min(REST_MS.most, Math.max(REST_MS.least, restMs));
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.map(() => {
    const item = random.pick(left);
    left.splice(left.indexOf(item), 1);
    return item;
  });
}

export function isRedisKind(kind: FaultKind): boolean {
  return (REDIS_KINDS as readonly FaultKind[]).includes(kind);
}

export function countKinds(faults: readonly { kind: FaultKind }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of faults) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
