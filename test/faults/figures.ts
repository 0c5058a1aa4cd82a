import type { AuditFigures } from './audit/audit.ts';
import { floorsFor } from './floors.ts';
import type { Floors } from './floors.ts';
import type { FaultKind } from './schedule.ts';
import { isRedisKind } from './schedule.ts';

/** How long every viewer took to be right again after one fault. */
export interface Convergence {
  readonly kind: FaultKind;
  /** One sample a viewer; those that did not get there are counted, not sampled. */
  readonly samples: readonly number[];
  readonly missing: number;
}

export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** The one JSON object a run ends with. */
export interface RunFigures extends AuditFigures {
  readonly seed: number;
  readonly minutes: number;
  readonly nodes: number;
  readonly buyers: number;
  readonly viewers: number;
  readonly holds_made: number;
  /** Claimed seats that looked free on a current store at any moment of the run. */
  readonly claimed_looked_free: number;
  /** Refusals that belong to a rush: taken, limit. */
  readonly hold_conflicts: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Planned faults that were not carried out. */
  readonly faults_missed: number;
  readonly converged_ms_p99_node: number;
  readonly converged_ms_p99_redis: number;
  /** Viewers that were not right again within the cap, summed over the faults. */
  readonly not_converged: number;
  readonly converged_ms: Readonly<Record<string, Spread>>;
  readonly buyer_errors: Readonly<Record<string, number>>;
  readonly unexpected_errors: number;
}

export interface Verdict {
  readonly floors: Floors;
  /** Why the run failed; empty when it did not. */
  readonly problems: readonly string[];
}

const MUST_BE_ZERO = [
  'double_sold',
  'paid_without_ticket',
  'ticket_without_payment',
  'charged_twice',
  'lost_payments',
  'ghost_seats',
  'claims_of_dead_orders',
  'claimed_looked_free',
  'divergent_viewers',
  'not_converged',
  'faults_missed',
  'unexpected_errors',
] as const satisfies readonly (keyof RunFigures)[];
const LIMITS_MS = { converged_ms_p99_node: 2_000, converged_ms_p99_redis: 5_000 } as const;

/** Whether a run was as it has to be. `timed: false` leaves out how long viewers took. */
export function judge(figures: RunFigures, { timed = true } = {}): Verdict {
  const floors = floorsFor(figures);
  const limits = timed ? Object.entries(LIMITS_MS) : [];
  const problems = [
    ...(figures.standstill ? [] : ['there was no standstill']),
    ...MUST_BE_ZERO.filter((name) => figures[name] !== 0).map(
      (name) => `${name} is ${String(figures[name])}`,
    ),
    ...limits.flatMap(([name, limit]) => {
      const value = figures[name as keyof typeof LIMITS_MS];
      return value > limit ? [`${name} is ${String(value)}, more than ${String(limit)}`] : [];
    }),
    ...tooLittle(figures, floors),
  ];
  return { floors, problems };
}

function tooLittle(figures: RunFigures, floors: Floors): string[] {
  const reached = {
    ...figures,
    each_fault: Math.min(...Object.values(figures.faults), Number.MAX_SAFE_INTEGER),
  };
  return (Object.keys(floors) as (keyof Floors)[])
    .filter((name) => reached[name] < floors[name])
    .map((name) => `${name} is ${String(reached[name])}, less than ${String(floors[name])}`);
}

/** The convergence part of the figures. */
export function convergenceFigures(
  measured: readonly Convergence[],
): Pick<
  RunFigures,
  'converged_ms_p99_node' | 'converged_ms_p99_redis' | 'not_converged' | 'converged_ms'
> {
  const samplesOf = (wanted: (kind: FaultKind) => boolean): number[] =>
    measured.filter(({ kind }) => wanted(kind)).flatMap(({ samples }) => samples);
  const kinds = [...new Set(measured.map(({ kind }) => kind))].toSorted();
  return {
    converged_ms_p99_node: percentile(
      samplesOf((kind) => !isRedisKind(kind)),
      0.99,
    ),
    converged_ms_p99_redis: percentile(samplesOf(isRedisKind), 0.99),
    not_converged: measured.reduce((sum, { missing }) => sum + missing, 0),
    converged_ms: Object.fromEntries(
      kinds.map((kind) => [kind, spread(samplesOf((other) => other === kind))]),
    ),
  };
}

export function spread(samples: readonly number[]): Spread {
  return {
    count: samples.length,
    p50: percentile(samples, 0.5),
    p99: percentile(samples, 0.99),
    max: percentile(samples, 1),
  };
}

/** The value that a share of the samples does not exceed; 0 without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = Math.max(0, Math.ceil(sorted.length * share) - 1);
  return Math.round(sorted[at] ?? 0);
}
