import type { CheatTally } from '../crew/tally.ts';
import { SEAT_LIMIT } from '../settings.ts';

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** The one JSON object a rush ends with. */
export interface RushFigures {
  readonly seed: number;
  readonly nodes: number;
  /** Asked for. */
  readonly people: number;
  readonly people_connected: number;
  /** Took a place. */
  readonly people_joined: number;
  readonly people_admitted: number;
  /** Were let in, or were told that it is over for them. */
  readonly people_served: number;
  /** Left the line, or were away for longer than a place is kept, because they wanted to. */
  readonly people_gave_up: number;
  /** Pages that were opened: tabs, devices and reloads are some more. */
  readonly sockets: number;
  readonly holds_made: number;
  /** Orders whose buyers were told that they are paid. */
  readonly orders_paid: number;
  readonly sold: number;
  readonly sellable: number;
  readonly double_sold: number;
  readonly over_limit: number;
  readonly unadmitted_holds: number;
  readonly errors_5xx: number;
  readonly refused_unavailable: number;
  /** Requests without an answer in time, or whose connection was cut. */
  readonly unanswered: number;
  /** Of the admissions' order against the one that the draw and the arrivals give; 1 is the same. */
  readonly kendall_tau: number | null;
  /** Admissions that it was taken over. */
  readonly tau_people: number;
  /** The published seed is not the one that was drawn with, or the published draw is another one. */
  readonly draw_mismatches: number;
  readonly places_per_account_max: number;
  /** Most places that anybody fell back while waiting. */
  readonly set_back_max: number;
  /** So many are let in at once, at most. */
  readonly admission_batch: number;
  /** Places taken from people who did nothing to lose them. */
  readonly places_lost: number;
  /** Of those who waited when the first fault came: have another place afterwards, or none. */
  readonly places_moved: number;
  readonly waiting_at_fault: number;
  readonly faults: readonly string[];
  readonly faults_missed: number;
  /** Payments that buyers were told of and that the database does not know. */
  readonly lost_payments: number;
  readonly audit_disagreements: number;
  readonly audit_complete: boolean;
  readonly cheats: Readonly<Record<string, CheatTally>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly latency_ms: {
    readonly join: Latency;
    readonly standing: Latency;
    readonly hold: Latency;
  };
  readonly crew_failures: number;
  readonly crew_loop_ms_p99: number;
  /** From the opening to the last seat, or to the end. */
  readonly seconds: number;
  readonly cpu: { readonly machine: number; readonly nodes: number; readonly people: number };
}

/** Holds of whoever may have so many seats are no cheating; these cheats must get nothing. */
const MUST_BE_ZERO = [
  ...(['double_sold', 'over_limit', 'unadmitted_holds', 'errors_5xx', 'draw_mismatches'] as const),
  ...(['places_lost', 'places_moved', 'faults_missed', 'lost_payments'] as const),
  ...(['audit_disagreements', 'crew_failures'] as const),
] as const satisfies readonly (keyof RushFigures)[];

/** Of those who joined and did not give up, so many at least were let in or told an end. */
const SERVED_SHARE = 0.95;

/** Every invariant that does not hold, by its name; empty when the rush was as it has to be. */
export function problemsOf(figures: RushFigures): string[] {
  const { sold, sellable, kendall_tau: tau, places_per_account_max: places } = figures;
  return [
    ...MUST_BE_ZERO.filter((name) => figures[name] !== 0).map(
      (name) => `${name} is ${String(figures[name])}, not 0`,
    ),
    ...(sold === sellable ? [] : [`sold is ${String(sold)} of ${String(sellable)}`]),
    ...(tau === 1 ? [] : [`kendall_tau is ${String(tau)}, not 1`]),
    ...(places === 1 ? [] : [`places_per_account_max is ${String(places)}, not 1`]),
    ...(figures.audit_complete ? [] : ['audit_complete is false']),
    ...setBack(figures),
    ...tooLittle(figures),
    ...cheatsThatGot(figures),
  ];
}

function setBack({ set_back_max: most, admission_batch: batch }: RushFigures): string[] {
  return most <= batch ? [] : [`set_back_max is ${String(most)}, more than ${String(batch)}`];
}

function tooLittle(figures: RushFigures): string[] {
  const { people_joined: joined, people_gave_up: gaveUp } = figures;
  const floors = {
    people_joined: Math.ceil(figures.people_connected * SERVED_SHARE),
    people_served: Math.ceil((joined - gaveUp) * SERVED_SHARE),
    orders_paid: Math.max(1, Math.ceil(figures.sold / SEAT_LIMIT)),
    holds_made: Math.max(1, figures.orders_paid),
  } as const;
  return (Object.keys(floors) as (keyof typeof floors)[])
    .filter((name) => figures[name] < floors[name])
    .map((name) => `${name} is ${String(figures[name])}, less than ${String(floors[name])}`);
}

function cheatsThatGot({ cheats }: RushFigures): string[] {
  return Object.entries(cheats)
    .filter(([, { got }]) => got > 0)
    .map(([part, { got }]) => `cheats.${part}.got is ${String(got)}, not 0`);
}

/** The value that a share of the samples does not exceed; 0 without samples. */
export function latencyOf(samples: readonly number[]): Latency {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
