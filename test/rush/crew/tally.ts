import type { Part } from './cast.ts';

/** Seats somebody was given, and between which moments (server and crews share one clock). */
export interface HoldRecord {
  readonly account: string;
  readonly sentAt: number;
  readonly ackAt: number;
}

/** An answer that nobody should have to see. */
export interface Mishap {
  readonly at: number;
  readonly where: string;
  readonly what: string;
  /** UNAVAILABLE with a time to come again, on either way. */
  readonly typed: boolean;
  /** Over REST with a status from 500 on: Nginx has it in its log as well. */
  readonly logged: boolean;
}

export interface CheatTally {
  tried: number;
  refused: number;
  /** What must not be. */
  got: number;
}

/** Seats that were given to somebody who had no right to them. */
export interface Gain {
  readonly sentAt: number;
  readonly ackAt: number;
  readonly person: PersonReport;
  readonly admission?: string;
}

/** How it went for one person. */
export interface PersonReport {
  readonly account: string;
  readonly part: Part;
  connected: boolean;
  joined: boolean;
  /** Was let in, or was told that it is over. */
  served: boolean;
  admitted: boolean;
  /** What the last standing said of the place. */
  end: string | null;
  /** Most places that a later standing was behind an earlier one of the same place. */
  setBack: number;
  /** Different admissions that its tabs were told of. */
  admissions: number;
  /** Left the line, or was away for longer than the grace, on purpose. */
  gaveUp: boolean;
  /** Closed its pages while it had a place still: did not find seats, or could not pay. */
  wentHome: boolean;
}

/** What a crew has seen; goes to the parent as JSON. */
export interface Tally {
  readonly people: PersonReport[];
  readonly holds: HoldRecord[];
  /** Orders whose buyers were told that they are paid. */
  readonly toldPaid: string[];
  readonly refused: Record<string, number>;
  readonly mishaps: Mishap[];
  /** Requests that had no answer in time, or whose connection was cut. */
  readonly unanswered: { readonly at: number; readonly where: string }[];
  readonly gains: Gain[];
  readonly cheats: Partial<Record<Part, CheatTally>>;
  readonly joinMs: number[];
  readonly standingMs: number[];
  readonly holdMs: number[];
  sockets: number;
}

export function createTally(): Tally {
  return {
    ...{ people: [], holds: [], toldPaid: [], refused: {}, mishaps: [], unanswered: [] },
    ...{ gains: [], cheats: {}, joinMs: [], standingMs: [], holdMs: [], sockets: 0 },
  };
}

export function countRefusal(tally: Pick<Tally, 'refused'>, code: string): void {
  tally.refused[code] = (tally.refused[code] ?? 0) + 1;
}

export function countCheat(tally: Tally, part: Part, outcome: 'refused' | 'got'): void {
  const cheat = (tally.cheats[part] ??= { tried: 0, refused: 0, got: 0 });
  cheat.tried += 1;
  cheat[outcome] += 1;
}

/** Many are enough; all of them would be megabytes. */
const MAX_SAMPLES = 50_000;

export function sample(samples: number[], value: number): void {
  if (samples.length < MAX_SAMPLES) samples.push(Math.round(value));
}
